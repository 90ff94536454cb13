/** A name that every system takes for a file's, in letters for those that know them and without for the rest. */
export const contentDisposition = (name: string): string => {
  const plain = name.normalize('NFKD').replace(/[^\w.-]+/g, '-');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
};
