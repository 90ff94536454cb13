import type { Reason } from '@brygga/shared/reasons';
import { type Circle, circleName } from '@brygga/shared/document/circles';
import {
  type ReturnedEdit,
  returnedTextMax,
  type RevertedChange,
  revertedFieldMax,
} from '@brygga/shared/document/returnedEdits';
import type { Edit } from '@brygga/shared/rules/edits';
import * as Y from 'yjs';
import type { ChangedKey } from './changedKeys.ts';
import { parentType, typePath, type YType } from '../structs/typePath.ts';

/** A forbidden edit, as it is reported to its writer. */
export interface RevertedEdit {
  readonly change: RevertedChange;
  /** What it takes to make the edit again; undefined if it can't be made again. */
  readonly retry: Pick<ReturnedEdit, 'kind' | 'title' | 'text' | 'value'> | undefined;
}

/** The reverted edits that can be made again, as entries of the writer's returned edits. */
export const toReturnedEdits = (
  reverted: readonly RevertedEdit[],
  circle: Circle,
  at: number,
): readonly ReturnedEdit[] =>
  reverted.flatMap(({ change, retry }) => {
    const ownCircle = circle.is === 'board' ? {} : { circle: circleName(circle) };
    return retry ? [{ ...change, ...retry, ...ownCircle, more: 0, at }] : [];
  });

const titleCharsMax = 100;

/** The forbidden edits of one transaction, collected before Yjs collects what it deleted. */
export class RevertedEdits {
  readonly #keys = new Map<YType, Set<string | null>>();
  readonly #items: readonly Y.Item[];
  /** By what was edited: a text that was edited at several places counts once. */
  readonly #reverted = new Map<string, () => RevertedEdit>();

  constructor(items: readonly Y.Item[]) {
    this.#items = items;
  }

  get isEmpty(): boolean {
    return this.#keys.size === 0;
  }

  /** The keys below which everything is to be reverted. */
  get keys(): ReadonlyMap<YType, ReadonlySet<string | null>> {
    return this.#keys;
  }

  add(edit: Edit, reason: Reason, changed: ChangedKey): void {
    const keys = this.#keys.get(changed.type) ?? new Set();
    this.#keys.set(changed.type, keys.add(changed.key));
    const { keys: path, types } = typePath(changed.type);
    const target = edit.kind === 'text.written' ? [edit.card.id, edit.field] : [...path, changed.key];
    this.#reverted.set(JSON.stringify([edit.kind, ...target]), () => this.#describe(edit, reason, changed, types[0]));
  }

  /** Call before anything is reverted. */
  list(): readonly RevertedEdit[] {
    return [...this.#reverted.values()].map((describe) => describe());
  }

  #describe(edit: Edit, reason: Reason, { valueAfter, type }: ChangedKey, map: YType | undefined): RevertedEdit {
    const revertedEdit = (
      change: Omit<RevertedChange, 'reason'>,
      retry?: Partial<RevertedEdit['retry']>,
    ): RevertedEdit => {
      const kind = 'card' in edit ? edit.card.kind : '';
      const title = titleOf(edit.kind === 'card.created' ? valueAfter : map);
      return {
        // A hostile client may write under keys of any length.
        change: { ...change, reason, ...(change.field && { field: change.field.slice(0, revertedFieldMax) }) },
        retry: retry && { kind, title, text: '', value: undefined, ...retry },
      };
    };
    switch (edit.kind) {
      case 'card.created':
        return revertedEdit({ what: 'created', card: edit.card.id }, { value: toPlainJson(valueAfter) });
      case 'card.deleted':
        return revertedEdit({ what: 'deleted', card: edit.card.id }, {});
      case 'field.changed': {
        const value = toPlainJson(edit.value);
        const { card, field } = edit;
        return revertedEdit({ what: 'changed', card: card.id, field }, value === undefined ? undefined : { value });
      }
      case 'text.written': {
        const text = this.#insertedText(containingText(type, edit.field));
        return revertedEdit(
          { what: 'written', card: edit.card.id, field: edit.field },
          text === '' ? undefined : { text },
        );
      }
      case 'record.created':
      case 'record.deleted':
        return revertedEdit(
          { what: 'changed', card: edit.card.id, field: edit.field },
          { value: toPlainJson({ [edit.id]: edit.kind === 'record.created' ? edit.record : null }) },
        );
      case 'record.changed': {
        const record = String(typePath(type).keys.at(-1));
        const value = toPlainJson({ [record]: { [edit.recordField]: edit.value } });
        return revertedEdit({ what: 'changed', card: edit.card.id, field: edit.field }, { value });
      }
      case 'workshop.changed':
        return revertedEdit({ what: 'changed', field: edit.field }, { value: toPlainJson(edit.value) });
      case 'agreement.written':
        return revertedEdit({ what: 'changed', field: edit.root });
      case 'returnedEdit.dismissed':
      case 'returnedEdit.kept':
      case 'unrecognised':
        return revertedEdit({ what: 'changed' });
    }
  }

  /** The characters that were inserted anywhere in a text, in typing order. */
  #insertedText(text: YType): string {
    const inserted: string[] = [];
    for (const { content, parent } of this.#items) {
      if (content instanceof Y.ContentString && parent instanceof Y.AbstractType && isWithin(parent, text)) {
        inserted.push(content.str);
      }
    }
    return inserted.join('').slice(0, returnedTextMax);
  }
}

const isWithin = (type: YType, text: YType): boolean => {
  for (let ancestor = type; ;) {
    if (ancestor === text) return true;
    if (ancestor._item === null) return false;
    ancestor = parentType(ancestor._item);
  }
};

/** The card's text that this type is, or lies in. */
const containingText = (type: YType, field: string): YType => {
  const { keys, types } = typePath(type);
  return types[keys.indexOf(field)] ?? type;
};

const titleOf = (card: unknown): string => {
  if (!(card instanceof Y.Map)) return '';
  const [title] = ['title', 'name', 'text'].map((field) => card.get(field)).filter((text) => text instanceof Y.Text);
  return title === undefined ? '' : title.toString().slice(0, titleCharsMax);
};

/** The value as JSON; undefined if JSON can't hold it, or it is too large for a returned edit. */
const toPlainJson = (value: unknown): unknown => {
  try {
    const json = JSON.stringify(value instanceof Y.AbstractType ? value.toJSON() : value);
    return json === undefined || json.length > returnedTextMax ? undefined : (JSON.parse(json) as unknown);
  } catch (error) {
    // A bigint, which JSON can't hold.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};
