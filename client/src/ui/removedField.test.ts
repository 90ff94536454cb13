import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RemovedField } from './removedField.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
  document.body.replaceChildren();
});

const page = () => {
  document.body.innerHTML =
    '<main tabindex="-1"><div id="canvas" tabindex="-1"><div id="card" tabindex="0"><textarea></textarea></div></div></main>';
  const element = (selector: string) => {
    const found = document.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`No ${selector}`);
    return found;
  };
  const removed = new RemovedField();
  const focus = (selector: string) => {
    element(selector).focus();
    removed.remember(element(selector));
  };
  const heard: string[] = [];
  element('#canvas').addEventListener('keydown', ({ key }) => heard.push(key));
  const press = (key: string, keys: KeyboardEventInit = {}) =>
    element('#canvas').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...keys }));
  return { element, removed, focus, heard, press };
};

test('the focus of a removed text field moves to the nearest region that is left', () => {
  const { element, removed, focus } = page();
  focus('textarea');
  removed.moveFocus();
  expect(document.activeElement).toBe(element('textarea'));

  element('#card').remove();
  removed.moveFocus();
  expect(document.activeElement).toBe(element('#canvas'));
});

test('the focus stays where it has gone since', () => {
  const { element, removed, focus } = page();
  focus('textarea');
  const button = element('main').appendChild(document.createElement('button'));
  button.focus();
  element('#card').remove();
  removed.moveFocus();
  expect(document.activeElement).toBe(button);
});

test('what is typed on is no command until there is a pause', () => {
  const { element, removed, focus, heard, press } = page();
  focus('textarea');
  element('#card').remove();
  removed.moveFocus();

  for (const key of ['n', 'Backspace', ' ']) press(key);
  press('z', { ctrlKey: true });
  press('Escape');
  expect(heard).toEqual(['z', 'Escape']);

  vi.advanceTimersByTime(1_001);
  press('n');
  expect(heard).toEqual(['z', 'Escape', 'n']);
});
