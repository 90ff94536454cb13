import * as Y from 'yjs';

/** Two copies of a document whose updates wait until they are delivered: two people who type at once. */
export const docPair = () => {
  const docs = [new Y.Doc(), new Y.Doc()] as const;
  const waiting: [Uint8Array[], Uint8Array[]] = [[], []];
  docs.forEach((doc, from) =>
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'other') waiting[from === 0 ? 1 : 0].push(update);
    }),
  );
  return {
    docs,
    /** Delivers the oldest update for this document, if there is one. */
    deliver(to: 0 | 1): void {
      const update = waiting[to].shift();
      if (update) Y.applyUpdate(docs[to], update, 'other');
    },
    settle(): void {
      while (waiting[0].length + waiting[1].length > 0) {
        this.deliver(0);
        this.deliver(1);
      }
    },
  };
};
