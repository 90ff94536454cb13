import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { TextBinding, type TextElement } from './textBinding.ts';
import { docPair } from '../testing/docPair.ts';
import { typist } from '../testing/typist.ts';

afterEach(() => document.body.replaceChildren());

const bindTo = (text: Y.Text, element: TextElement = document.createElement('textarea'), mayEdit = () => true) => {
  document.body.append(element);
  const callbacks = { caretMoved: vi.fn(), undo: vi.fn(), redo: vi.fn() };
  const writeTyped = (write: () => void) => text.doc?.transact(write, 'typing');
  const binding = new TextBinding({ text, element, mayEdit, writeTyped, ...callbacks });
  return { ...typist(element), ...callbacks, binding, text };
};

const newText = (content = '') => {
  const text = new Y.Doc().getText('text');
  text.insert(0, content);
  return text;
};

/** The value with a bar at the caret. */
const caretOf = ({ value, selectionStart }: TextElement) => {
  const at = selectionStart ?? 0;
  return `${value.slice(0, at)}|${value.slice(at)}`;
};

describe('an element and a text', () => {
  test('the element shows the text, and what is typed goes into it', () => {
    const field = bindTo(newText('Trees'));
    expect(field.element.value).toBe('Trees');

    field.focus(5);
    field.type(' first');

    expect(field.text.toString()).toBe('Trees first');
  });

  test('what others type before the caret carries the caret along', () => {
    const field = bindTo(newText('Trees'));
    field.focus(2, 4);

    field.text.insert(0, 'Big ');

    expect([field.element.selectionStart, field.element.selectionEnd]).toEqual([6, 8]);
    expect(caretOf(field.element)).toBe('Big Tr|ees');
  });

  test('what others type at the caret comes behind it', () => {
    const field = bindTo(newText('Trees'));
    field.focus(5);

    field.text.insert(5, ' first');

    expect(caretOf(field.element)).toBe('Trees| first');
  });

  test('the caret keeps its letters where others leave an equal text behind', () => {
    const field = bindTo(newText('aaa'));
    field.focus(2);

    field.text.doc?.transact(() => {
      field.text.insert(3, 'a');
      field.text.delete(0, 1);
    });

    expect(caretOf(field.element)).toBe('a|aa');
  });

  test('two elements on one text show the same', () => {
    const text = newText('Trees');
    const [one, other] = [bindTo(text), bindTo(text, document.createElement('input'))];

    one.focus(0);
    one.type('Big ');

    expect(other.element.value).toBe('Big Trees');
  });

  test('a one-line field shows line ends as blanks, and keeps them in the text', () => {
    const field = bindTo(newText('One\nTwo'), document.createElement('input'));
    expect(field.element.value).toBe('One Two');

    field.focus(7);
    field.type('!');

    expect(field.text.toString()).toBe('One\nTwo!');
  });

  test('what is typed is cut at the element’s longest length', () => {
    const element = document.createElement('textarea');
    element.maxLength = 8;
    const field = bindTo(newText('Trees'), element);

    field.focus(2);
    field.type('abcdef');

    expect(field.text.toString()).toBe('Trabcees');
    expect(caretOf(element)).toBe('Trabc|ees');
  });

  test('typing without the right changes neither the text nor the element', () => {
    const field = bindTo(newText('Trees'), undefined, () => false);

    field.focus(5);
    field.type('!');

    expect(field.text.toString()).toBe('Trees');
    expect(field.element.value).toBe('Trees');
  });

  test('an unbound element and its text no longer follow each other', () => {
    const field = bindTo(newText('Trees'));
    field.focus(5);
    field.binding.unbind();

    field.type('!');
    field.text.insert(0, 'Big ');

    expect(field.text.toString()).toBe('Big Trees');
    expect(field.element.value).toBe('Trees!');
  });
});

describe('composing a character', () => {
  test('goes into the text as it is typed, while nobody else writes', () => {
    const field = bindTo(newText('a'));
    field.focus(1);

    field.compose('か');

    expect(field.text.toString()).toBe('aか');
  });

  test('is not disturbed by others, whose changes are shown at its end', () => {
    const field = bindTo(newText('one two'));
    field.focus(7);
    field.compose('か');

    field.text.insert(0, 'Big ');
    expect(field.element.value).toBe('one twoか');
    field.element.setSelectionRange(7, 8);
    field.type('漢字');
    expect(field.element.value).toBe('one two漢字');
    field.composed();

    expect(field.text.toString()).toBe('Big one two漢字');
    expect(caretOf(field.element)).toBe('Big one two漢字|');
  });

  test('is written when it ends with the loss of focus', () => {
    const field = bindTo(newText('one two'));
    field.focus(7);
    field.compose('か');
    field.text.insert(0, 'Big ');
    field.type('x');

    field.element.blur();

    expect(field.text.toString()).toBe('Big one twoかx');
    expect(field.element.value).toBe('Big one twoかx');
  });
});

describe('keys and carets', () => {
  test.each([
    ['z', { ctrlKey: true }, 'undo'],
    ['z', { metaKey: true }, 'undo'],
    ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
    ['y', { ctrlKey: true }, 'redo'],
  ] as const)('%s with %o is the board’s %s, not the browser’s', (key, keys, which) => {
    const field = bindTo(newText('Trees'));
    const onBoard = vi.fn();
    document.body.addEventListener('keydown', onBoard, { once: true });

    const event = field.key(key, keys);

    expect(field[which]).toHaveBeenCalledOnce();
    expect(event.defaultPrevented).toBe(true);
    expect(onBoard).not.toHaveBeenCalled();
  });

  test('the selection is reported while the element has the focus, and undefined when it loses it', () => {
    const field = bindTo(newText('Trees'));

    field.focus(1, 3);
    expect(field.caretMoved).toHaveBeenLastCalledWith({ anchor: 1, head: 3 });
    field.element.blur();
    expect(field.caretMoved).toHaveBeenLastCalledWith(undefined);
  });
});

describe('two people in one text', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '😀', '\n'), minLength: 1, maxLength: 4 });
  const who = fc.constantFrom(0 as const, 1 as const);
  const typingStep = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('type' as const), who, text: letters }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('erase' as const), who }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('caret' as const), who, at: fc.nat(40), length: fc.nat(3) }),
    },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('deliver' as const), who }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('compose' as const), who, text: letters }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('composed' as const), who }) },
  );

  /** Two elements, each on its own copy of the same text. */
  const bindPair = () => {
    const pair = docPair();
    pair.docs[0].getText('text').insert(0, 'Shade for schools');
    pair.settle();
    const people = [bindTo(pair.docs[0].getText('text')), bindTo(pair.docs[1].getText('text'))] as const;
    return { pair, people };
  };

  /** The index, or the next one if it lies within a surrogate pair, where no browser puts a caret. */
  const characterStart = (value: string, at: number) => (/[\uDC00-\uDFFF]/.test(value[at] ?? '') ? at + 1 : at);

  test('P2: end with the same text, whatever they type and when', () => {
    const seed = Date.now();
    const property = fc.property(fc.array(typingStep, { maxLength: 60 }), (steps) => {
      const { pair, people } = bindPair();
      for (const step of steps) {
        const field = people[step.who];
        if (step.kind === 'deliver') pair.deliver(step.who);
        else if (step.kind === 'caret') {
          const { value } = field.element;
          const [at, to] = [step.at, step.at + step.length].map((index) =>
            characterStart(value, Math.min(index, value.length)),
          );
          field.focus(at ?? 0, to ?? 0);
        } else if (step.kind === 'erase') field.erase();
        else if (step.kind === 'composed') field.composed();
        else field[step.kind](step.text);
      }
      people.forEach((field) => field.composed());
      pair.settle();
      const [a, b] = people.map(({ element }) => element.value);
      expect(a).toBe(b);
      expect(a).toBe(people[0].text.toString());
      people.forEach(({ binding, element }) => [binding.unbind(), element.remove()]);
    });
    fc.assert(property, { seed, numRuns: 300 });
  });

  test('P2: write each word once, whoever composes and whatever arrives meanwhile', () => {
    const seed = Date.now();
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('type' as const, 'compose' as const), who }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('commit' as const), who }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('caret' as const), who, at: fc.nat(40) }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('deliver' as const), who }) },
    );
    const property = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { pair, people } = bindPair();
      /** Each letter is written but once in a run, so that it can be found again. */
      let letter = 0x4e00;
      const nextLetter = () => String.fromCharCode((letter += 1));
      const composed: [string | undefined, string | undefined] = [undefined, undefined];
      const expected = new Set<string>();
      const begin = (whose: 0 | 1) => {
        composed[whose] = nextLetter();
        people[whose].compose(composed[whose]);
      };
      /** Replaces the letter that is being composed, as an input method does. */
      const replace = (whose: 0 | 1) => {
        const { element } = people[whose];
        const end = element.selectionStart ?? 0;
        element.setSelectionRange(end - 1, end);
        composed[whose] = nextLetter();
        people[whose].type(composed[whose]);
      };
      const commit = (whose: 0 | 1) => {
        const word = composed[whose];
        if (word === undefined) return;
        expected.add(word);
        composed[whose] = undefined;
        people[whose].composed();
      };
      people.forEach((field) => field.focus(field.element.value.length));
      for (const { who: whose, ...done } of steps) {
        if (done.kind === 'deliver') pair.deliver(whose);
        else if (done.kind === 'commit') commit(whose);
        else if (composed[whose] !== undefined) replace(whose);
        else if (done.kind === 'compose') begin(whose);
        else if (done.kind === 'caret') people[whose].caret(Math.min(done.at, people[whose].element.value.length));
        else {
          const word = nextLetter();
          expected.add(word);
          people[whose].type(word);
        }
      }
      commit(0);
      commit(1);
      pair.settle();
      const written = people[0].text.toString();
      expect(people[1].text.toString()).toBe(written);
      expect([...written].filter((found) => found >= '\u4e00').toSorted()).toEqual([...expected].toSorted());
      people.forEach(({ binding, element }) => [binding.unbind(), element.remove()]);
    });
    fc.assert(property, { seed, numRuns: 300 });
  });

  test('keep their carets between the same letters', () => {
    const seed = Date.now();
    const caretAndEdits = fc.record({
      caret: fc.nat(17),
      edits: fc.array(fc.record({ at: fc.nat(40), cut: fc.nat(2), text: letters }), { maxLength: 12 }),
    });
    const property = fc.property(caretAndEdits, ({ caret, edits }) => {
      const { pair, people } = bindPair();
      const [me, other] = people;
      me.focus(caret);
      // Yjs's positions after the letter on the left and before the one on the right.
      const [behind, before] = [-1, 0].map((side) => Y.createRelativePositionFromTypeIndex(me.text, caret, side));
      for (const { at, cut, text } of edits) {
        const { length } = other.text;
        pair.docs[1].transact(() => {
          const index = Math.min(at, length);
          other.text.delete(index, Math.min(cut, length - index));
          other.text.insert(index, text);
        });
        pair.deliver(0);
      }
      const indexOf = (place: Y.RelativePosition | undefined) =>
        (place && Y.createAbsolutePositionFromRelativePosition(place, pair.docs[0]))?.index ?? NaN;
      expect(me.element.selectionStart).toBeGreaterThanOrEqual(indexOf(behind));
      expect(me.element.selectionStart).toBeLessThanOrEqual(indexOf(before));
      people.forEach(({ binding, element }) => [binding.unbind(), element.remove()]);
    });
    // The second edit replaces letters around the caret by equal ones: the value stays the same.
    const failedOnce = {
      caret: 3,
      edits: [
        { at: 3, cut: 1, text: '\na' },
        { at: 2, cut: 2, text: 'a\n' },
      ],
    };
    fc.assert(property, { seed, numRuns: 200, examples: [[failedOnce]] });
  });
});
