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

/** What the guard undid, and what it takes to do it once more, where that can be: for the writer's tray. */
export interface RefusedEdit {
  readonly undone: RevertedChange;
  readonly retry: Pick<ReturnedEdit, 'kind' | 'title' | 'text' | 'value'> | undefined;
}

/** What of it can be done once more, as the tray has it. */
export const toReturnedEdits = (refused: readonly RefusedEdit[], circle: Circle, at: number): readonly ReturnedEdit[] =>
  refused.flatMap(({ undone, retry }) => {
    const place = circle.is === 'board' ? {} : { circle: circleName(circle) };
    return retry ? [{ ...undone, ...retry, ...place, more: 0, at }] : [];
  });

const titleCharsMax = 100;

/** What is forbidden of one transaction, gathered while it can still be read. */
export class Refusals {
  readonly #keys = new Map<YType, Set<string | null>>();
  readonly #items: readonly Y.Item[];
  /** A text that was written in at several places is one thing. */
  readonly #refused = new Map<string, () => RefusedEdit>();

  constructor(items: readonly Y.Item[]) {
    this.#items = items;
  }

  get isEmpty(): boolean {
    return this.#keys.size === 0;
  }

  /** Below which keys all is to be undone. */
  get keys(): ReadonlyMap<YType, ReadonlySet<string | null>> {
    return this.#keys;
  }

  add(edit: Edit, reason: Reason, changed: ChangedKey): void {
    const keys = this.#keys.get(changed.type) ?? new Set();
    this.#keys.set(changed.type, keys.add(changed.key));
    const { keys: path, types } = typePath(changed.type);
    const place = edit.kind === 'text.written' ? [edit.card.id, edit.field] : [...path, changed.key];
    this.#refused.set(JSON.stringify([edit.kind, ...place]), () => this.#describe(edit, reason, changed, types[0]));
  }

  /** Read before anything is undone. */
  list(): readonly RefusedEdit[] {
    return [...this.#refused.values()].map((tell) => tell());
  }

  #describe(edit: Edit, reason: Reason, { valueAfter, type }: ChangedKey, map: YType | undefined): RefusedEdit {
    const told = (undone: Omit<RevertedChange, 'reason'>, again?: Partial<RefusedEdit['retry']>): RefusedEdit => {
      const kind = 'card' in edit ? edit.card.kind : '';
      const title = titleOf(edit.kind === 'card.created' ? valueAfter : map);
      return {
        // Whoever means harm writes under keys of any length.
        undone: { ...undone, reason, ...(undone.field && { field: undone.field.slice(0, revertedFieldMax) }) },
        retry: again && { kind, title, text: '', value: undefined, ...again },
      };
    };
    switch (edit.kind) {
      case 'card.created':
        return told({ what: 'created', card: edit.card.id }, { value: toPlainJson(valueAfter) });
      case 'card.deleted':
        return told({ what: 'deleted', card: edit.card.id }, {});
      case 'field.changed': {
        const value = toPlainJson(edit.value);
        const { card, field } = edit;
        return told({ what: 'changed', card: card.id, field }, value === undefined ? undefined : { value });
      }
      case 'text.written': {
        const text = this.#insertedText(containingText(type, edit.field));
        return told({ what: 'written', card: edit.card.id, field: edit.field }, text === '' ? undefined : { text });
      }
      case 'record.created':
      case 'record.deleted':
        return told(
          { what: 'changed', card: edit.card.id, field: edit.field },
          { value: toPlainJson({ [edit.id]: edit.kind === 'record.created' ? edit.record : null }) },
        );
      case 'record.changed': {
        const record = String(typePath(type).keys.at(-1));
        const value = toPlainJson({ [record]: { [edit.recordField]: edit.value } });
        return told({ what: 'changed', card: edit.card.id, field: edit.field }, { value });
      }
      case 'workshop.changed':
        return told({ what: 'changed', field: edit.field }, { value: toPlainJson(edit.value) });
      case 'agreement.written':
        return told({ what: 'changed', field: edit.root });
      case 'returnedEdit.dismissed':
      case 'unrecognised':
        return told({ what: 'changed' });
    }
  }

  /** The letters that came into a text, or into anything in it, in the order in which they were typed. */
  #insertedText(text: YType): string {
    const letters: string[] = [];
    for (const { content, parent } of this.#items) {
      if (content instanceof Y.ContentString && parent instanceof Y.AbstractType && isWithin(parent, text)) {
        letters.push(content.str);
      }
    }
    return letters.join('').slice(0, returnedTextMax);
  }
}

const isWithin = (type: YType, text: YType): boolean => {
  for (let at = type; ;) {
    if (at === text) return true;
    if (at._item === null) return false;
    at = parentType(at._item);
  }
};

/** The text of a card that this type is, or lies in. */
const containingText = (type: YType, field: string): YType => {
  const { keys, types } = typePath(type);
  return types[keys.indexOf(field)] ?? type;
};

const titleOf = (card: unknown): string => {
  if (!(card instanceof Y.Map)) return '';
  const [title] = ['title', 'name', 'text'].map((field) => card.get(field)).filter((text) => text instanceof Y.Text);
  return title === undefined ? '' : title.toString().slice(0, titleCharsMax);
};

/** A value as JSON has it; undefined for what JSON can't hold, or what is too large to keep. */
const toPlainJson = (value: unknown): unknown => {
  try {
    const json = JSON.stringify(value instanceof Y.AbstractType ? value.toJSON() : value);
    return json === undefined || json.length > returnedTextMax ? undefined : (JSON.parse(json) as unknown);
  } catch (error) {
    // A number beyond JSON (a bigint).
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};
