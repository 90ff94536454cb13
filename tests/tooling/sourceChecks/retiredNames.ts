import { posix } from 'node:path';
import type { Source } from './sources.ts';

/** A word that no exported name and no file name may contain, and what to say instead. */
interface RetiredWord {
  readonly word: string;
  readonly use: string;
  /** Where the word has the retired meaning; everywhere if left out. */
  readonly where?: RegExp;
}

const client = /^client\//;
const sync = /^server\/src\/sync\//;

/** The table of the glossary's last part, as far as a word alone shows that it is the retired one. */
export const retiredWords: readonly RetiredWord[] = [
  { word: 'tray', use: 'returnedEdits, ReturnedEdit' },
  { word: 'undone', use: 'RevertedChange' },
  { word: 'talk', use: 'questions' },
  { word: 'talks', use: 'questions' },
  { word: 'room', use: 'workspace for the consortium’s pages, BoardScreen for the main screen', where: client },
  { word: 'rooms', use: 'workspace for the consortium’s pages, BoardScreen for the main screen', where: client },
  { word: 'kept', use: 'vault' },
  { word: 'confidence', use: 'vault' },
  { word: 'sealed', use: 'vault' },
  { word: 'secrets', use: 'vault' },
  { word: 'scene', use: '…Context' },
  { word: 'standing', use: 'activeConsortium, AgreementSnapshot, challengeStatus' },
  { word: 'settled', use: 'createFact' },
  { word: 'settle', use: 'createFact, commitFacts' },
  { word: 'told', use: 'notifiedCircles' },
  { word: 'towards', use: 'counterparty' },
  { word: 'whose', use: 'owner' },
  { word: 'asked', use: 'CommandRequest, CommandResponse' },
  { word: 'asks', use: 'CommandClient' },
  { word: 'asker', use: 'CommandExecutor, CommandClient' },
  { word: 'lapse', use: 'expire' },
  { word: 'lapses', use: 'claimExpiry' },
  { word: 'lapsed', use: 'expired' },
  { word: 'shapeless', use: 'unrecognised' },
  { word: 'lies', use: 'storage, FieldStorage' },
  { word: 'outrage', use: 'forbiddenEdit' },
  { word: 'outrages', use: 'forbiddenEdits' },
  { word: 'truths', use: 'invariants' },
  { word: 'presses', use: 'commandPresses', where: /^shared\/src\/testing\/presses/ },
  { word: 'reckon', use: 'evaluate' },
  { word: 'shown', use: '…Response', where: /^shared\/src\/api\// },
  { word: 'most', use: '…Max' },
  { word: 'least', use: '…Min' },
  { word: 'it', use: 'the noun' },
  { word: 'its', use: 'the noun' },
  { word: 'they', use: 'the noun' },
  { word: 'things', use: 'the noun' },
  { word: 'desk', use: 'CityDrafts on the client, planReader on the server' },
  { word: 'facilitation', use: 'session' },
  { word: 'onward', use: 'ideaDerivation' },
  { word: 'scribe', use: 'JournalWriter' },
  { word: 'fanout', use: 'Broadcaster' },
  { word: 'preframed', use: 'EncodedFrame' },
  { word: 'pulse', use: 'Heartbeat' },
  { word: 'heart', use: 'Ticker' },
  { word: 'newcomers', use: 'EarlyJoiners' },
  { word: 'visitor', use: 'RoomMember', where: sync },
  { word: 'together', use: 'multiDocTransaction', where: sync },
  { word: 'putback', use: 'RestoredItems' },
  { word: 'healed', use: 'mergeWithoutReverted' },
  { word: 'cameraman', use: 'CameraController' },
  { word: 'surroundings', use: 'environment' },
];

/** `JournalWriter` → `journal`, `writer`. */
export const wordsIn = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .map((word) => word.toLowerCase());

/** `board/retry.svelte.test.ts` → `retry`. */
const nameOfFile = (file: string): string => posix.basename(file).replace(/(\.\w+)*$/, '');

const findRetired = (name: string, file: string): RetiredWord | undefined => {
  const words = new Set(wordsIn(name));
  return retiredWords.find(({ word, where }) => words.has(word) && (where?.test(file) ?? true));
};

/** Exported names and file names that contain a retired word, a line each. */
export const findRetiredNames = (sources: readonly Source[]): string[] =>
  sources.flatMap(({ file, exports }) => {
    const inFile = findRetired(nameOfFile(file), file);
    const inExports = exports.flatMap(({ name, line }) => {
      const retired = findRetired(name, file);
      return retired ? [`${file}:${line}: ${name} uses the retired word "${retired.word}". Say: ${retired.use}.`] : [];
    });
    return inFile
      ? [`${file}: this file’s name uses the retired word "${inFile.word}". Say: ${inFile.use}.`, ...inExports]
      : inExports;
  });
