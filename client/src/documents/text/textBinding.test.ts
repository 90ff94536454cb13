import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { TextBinding, type TextElement } from './textBinding.ts';
import { docPair } from '../testing/docPair.ts';
import { typist } from '../testing/typist.ts';

afterEach(() => document.body.replaceChildren());

const bindTo = (text: Y.Text, element: TextElement = document.createElement('textarea'), may = () => true) => {
  document.body.append(element);
  const told = { caretMoved: vi.fn(), undo: vi.fn(), redo: vi.fn() };
  const type = (write: () => void) => text.doc?.transact(write, 'typing');
  const binding = new TextBinding({ text, element, mayEdit: may, writeTyped: type, ...told });
  return { ...typist(element), ...told, binding, text };
};

const newText = (words = '') => {
  const text = new Y.Doc().getText('text');
  text.insert(0, words);
  return text;
};

/** The letters around the caret that can be told apart. */
const caretOf = ({ value, selectionStart }: TextElement) => {
  const at = selectionStart ?? 0;
  return `${value.slice(0, at)}|${value.slice(at)}`;
};

describe('an element and a text', () => {
  test('the element shows the text, and what is typed goes into it', () => {
    const hands = bindTo(newText('Trees'));
    expect(hands.element.value).toBe('Trees');

    hands.focus(5);
    hands.type(' first');

    expect(hands.text.toString()).toBe('Trees first');
  });

  test('what others type before the caret carries the caret along', () => {
    const hands = bindTo(newText('Trees'));
    hands.focus(2, 4);

    hands.text.insert(0, 'Big ');

    expect([hands.element.selectionStart, hands.element.selectionEnd]).toEqual([6, 8]);
    expect(caretOf(hands.element)).toBe('Big Tr|ees');
  });

  test('what others type at the caret comes behind it', () => {
    const hands = bindTo(newText('Trees'));
    hands.focus(5);

    hands.text.insert(5, ' first');

    expect(caretOf(hands.element)).toBe('Trees| first');
  });

  test('two elements on one text show the same', () => {
    const text = newText('Trees');
    const [one, other] = [bindTo(text), bindTo(text, document.createElement('input'))];

    one.focus(0);
    one.type('Big ');

    expect(other.element.value).toBe('Big Trees');
  });

  test('line ends in a one-line field are shown as blanks, and stay in the text', () => {
    const hands = bindTo(newText('One\nTwo'), document.createElement('input'));
    expect(hands.element.value).toBe('One Two');

    hands.focus(7);
    hands.type('!');

    expect(hands.text.toString()).toBe('One\nTwo!');
  });

  test('nothing is typed beyond the most that the element takes', () => {
    const element = document.createElement('textarea');
    element.maxLength = 8;
    const hands = bindTo(newText('Trees'), element);

    hands.focus(2);
    hands.type('abcdef');

    expect(hands.text.toString()).toBe('Trabcees');
    expect(caretOf(element)).toBe('Trabc|ees');
  });

  test('who may not write sees the text as it is', () => {
    const hands = bindTo(newText('Trees'), undefined, () => false);

    hands.focus(5);
    hands.type('!');

    expect(hands.text.toString()).toBe('Trees');
    expect(hands.element.value).toBe('Trees');
  });

  test('an element that is unbound leaves the text alone', () => {
    const hands = bindTo(newText('Trees'));
    hands.focus(5);
    hands.binding.unbind();

    hands.type('!');
    hands.text.insert(0, 'Big ');

    expect(hands.text.toString()).toBe('Big Trees');
    expect(hands.element.value).toBe('Trees!');
  });
});

describe('composing a character', () => {
  test('goes into the text as it is typed, while nobody else writes', () => {
    const hands = bindTo(newText('a'));
    hands.focus(1);

    hands.compose('か');

    expect(hands.text.toString()).toBe('aか');
  });

  test('is not disturbed by others, whose words come at its end', () => {
    const hands = bindTo(newText('one two'));
    hands.focus(7);
    hands.compose('か');

    hands.text.insert(0, 'Big ');
    expect(hands.element.value).toBe('one twoか');
    hands.element.setSelectionRange(7, 8);
    hands.type('漢字');
    expect(hands.element.value).toBe('one two漢字');
    hands.composed();

    expect(hands.text.toString()).toBe('Big one two漢字');
    expect(caretOf(hands.element)).toBe('Big one two漢字|');
  });

  test('that ends with the loss of the focus is written', () => {
    const hands = bindTo(newText('one two'));
    hands.focus(7);
    hands.compose('か');
    hands.text.insert(0, 'Big ');
    hands.type('x');

    hands.element.blur();

    expect(hands.text.toString()).toBe('Big one twoかx');
    expect(hands.element.value).toBe('Big one twoかx');
  });
});

describe('keys and carets', () => {
  test.each([
    ['z', { ctrlKey: true }, 'undo'],
    ['z', { metaKey: true }, 'undo'],
    ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
    ['y', { ctrlKey: true }, 'redo'],
  ] as const)('%s with %o is the board’s %s, not the browser’s', (key, keys, which) => {
    const hands = bindTo(newText('Trees'));
    const onBoard = vi.fn();
    document.body.addEventListener('keydown', onBoard, { once: true });

    const event = hands.key(key, keys);

    expect(hands[which]).toHaveBeenCalledOnce();
    expect(event.defaultPrevented).toBe(true);
    expect(onBoard).not.toHaveBeenCalled();
  });

  test('the selection is told while the element has the focus, and its end when it loses it', () => {
    const hands = bindTo(newText('Trees'));

    hands.focus(1, 3);
    expect(hands.caretMoved).toHaveBeenLastCalledWith({ anchor: 1, head: 3 });
    hands.element.blur();
    expect(hands.caretMoved).toHaveBeenLastCalledWith(undefined);
  });
});

describe('two people in one text', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '😀', '\n'), minLength: 1, maxLength: 4 });
  const who = fc.constantFrom(0 as const, 1 as const);
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ is: fc.constant('type' as const), who, text: letters }) },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('erase' as const), who }) },
    { weight: 3, arbitrary: fc.record({ is: fc.constant('caret' as const), who, at: fc.nat(40), length: fc.nat(3) }) },
    { weight: 5, arbitrary: fc.record({ is: fc.constant('deliver' as const), who }) },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('compose' as const), who, text: letters }) },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('composed' as const), who }) },
  );

  /** Two elements on two documents that have the same words. */
  const two = () => {
    const pair = docPair();
    pair.docs[0].getText('text').insert(0, 'Shade for schools');
    pair.settle();
    const people = [bindTo(pair.docs[0].getText('text')), bindTo(pair.docs[1].getText('text'))] as const;
    return { pair, people };
  };

  /** Grapheme-blind hands could cut a pair of units in two, which no browser's caret does. */
  const whole = (value: string, at: number) => (/[\uDC00-\uDFFF]/.test(value[at] ?? '') ? at + 1 : at);

  test('end with the same words, whatever they type and when', () => {
    const seed = Date.now();
    const property = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { pair, people } = two();
      for (const it of steps) {
        const hands = people[it.who];
        if (it.is === 'deliver') pair.deliver(it.who);
        else if (it.is === 'caret') {
          const { value } = hands.element;
          const [at, to] = [it.at, it.at + it.length].map((index) => whole(value, Math.min(index, value.length)));
          hands.focus(at ?? 0, to ?? 0);
        } else if (it.is === 'erase') hands.erase();
        else if (it.is === 'composed') hands.composed();
        else hands[it.is](it.text);
      }
      people.forEach((hands) => hands.composed());
      pair.settle();
      const [a, b] = people.map(({ element }) => element.value);
      expect(a).toBe(b);
      expect(a).toBe(people[0].text.toString());
      people.forEach(({ binding, element }) => [binding.unbind(), element.remove()]);
    });
    fc.assert(property, { seed, numRuns: 300 });
  });

  test('keep their carets between the same letters', () => {
    const seed = Date.now();
    const places = fc.record({
      caret: fc.nat(17),
      edits: fc.array(fc.record({ at: fc.nat(40), cut: fc.nat(2), text: letters }), { maxLength: 12 }),
    });
    const property = fc.property(places, ({ caret, edits }) => {
      const { pair, people } = two();
      const [me, other] = people;
      me.focus(caret);
      // Yjs's own word for the places behind the letter on the left and before the one on the right.
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
    fc.assert(property, { seed, numRuns: 200 });
  });
});
