import { Confirmation, Handover, WorkShare } from '@brygga/shared/agreements/workspace/state';
import {
  draftId,
  emptyWorkspace,
  letterId,
  type ConsortiumWorkspace,
} from '@brygga/shared/agreements/workspace/workspace';
import { type Card, cardsOf } from '@brygga/shared/document/cards/index';
import { blocksOf } from '@brygga/shared/document/text/richText';
import { recordsOf } from '@brygga/shared/document/roots';
import { type CardId, NeedId, OrganisationId, RecordId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import type { z } from 'zod';
import { followRecords } from './followRecords.ts';
import { LiveRecords } from './liveRecords.svelte.ts';
import { timeSortKey } from './liveQuestions.ts';

const reader =
  <Schema extends z.ZodType>(schema: Schema) =>
  (_id: string, written: unknown): z.output<Schema> | undefined =>
    written instanceof Y.Map ? schema.safeParse(written.toJSON()).data : undefined;

const entriesOf = <Id extends string, Value>(records: LiveRecords<Id, Value>): readonly (readonly [Id, Value])[] =>
  records.ids.flatMap((id) => {
    const record = records.get(id);
    return record === undefined ? [] : [[id, record] as const];
  });

/** Handovers in a city's circle or a consortium's workspace, oldest first. */
export const liveHandovers = (doc: Y.Doc) => {
  const records = new LiveRecords<RecordId, Handover>(
    ({ at, version }) => `${timeSortKey(at)} ${timeSortKey(version)}`,
  );
  const stop = followRecords(recordsOf(doc, 'handovers'), { id: RecordId, read: reader(Handover), records });
  return { read: () => entriesOf(records).map(([id, handover]) => ({ ...handover, id })), stop };
};

/** What a city sees of a workspace: its handovers alone. */
export const workspaceOfHandovers = (handovers: ReturnType<typeof liveHandovers>): ConsortiumWorkspace => ({
  ...emptyWorkspace,
  handovers: handovers.read,
});

/** A consortium's workspace for verdicts and screens. Whoever reads a part of it runs again when that part changes. */
export const liveWorkspace = (
  doc: Y.Doc,
  consortium: CardId,
  cards: LiveRecords<CardId, Card>,
): { readonly workspace: ConsortiumWorkspace; readonly stop: () => void } => {
  const shares = new LiveRecords<NeedId, WorkShare>();
  const confirmations = new LiveRecords<OrganisationId, Confirmation>();
  const handovers = liveHandovers(doc);
  const stops = [
    handovers.stop,
    followRecords(recordsOf(doc, 'shares'), { id: NeedId, read: reader(WorkShare), records: shares }),
    followRecords(recordsOf(doc, 'confirmations'), {
      id: OrganisationId,
      read: reader(Confirmation),
      records: confirmations,
    }),
  ];
  return {
    workspace: {
      shares: () => Object.fromEntries(entriesOf(shares)),
      confirmations: () => Object.fromEntries(entriesOf(confirmations)),
      handovers: handovers.read,
      risks: () =>
        cards.ids.flatMap((id) => {
          const card = cards.get(id);
          return card?.kind === 'risk' ? [card] : [];
        }),
      draft() {
        // The card tells when its words change; how they are marked is read from the document.
        const card = cards.get(draftId(consortium));
        return card && blocksOf(cardsOf(doc).get(card.id)?.get('pitch'));
      },
      letter() {
        const card = cards.get(letterId(consortium));
        return card?.kind === 'letter' ? card : undefined;
      },
    },
    stop: () => stops.forEach((stop) => stop()),
  };
};
