/** An update that no correct client sends (`malformed`), or that depends on structs that the document lacks (`gap`). */
export class UpdateError extends Error {
  override readonly name = 'UpdateError';
  readonly kind: 'malformed' | 'gap';

  constructor(kind: 'malformed' | 'gap', message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
