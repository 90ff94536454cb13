import { describe, expect, test } from 'vitest';
import { isSingleKey, type KeyPress, keysOf, keyCaps } from './keys.ts';

const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...rest,
});

describe('keys', () => {
  test('Ctrl and Command are both Mod', () => {
    expect(keysOf(press('z', { ctrlKey: true }))).toBe('Mod+Z');
    expect(keysOf(press('z', { metaKey: true, shiftKey: true }))).toBe('Mod+Shift+Z');
  });

  test('Shift with a digit is the digit, whatever sign the keyboard layout types', () => {
    expect(keysOf(press('!', { code: 'Digit1', shiftKey: true }))).toBe('Shift+1');
    expect(keysOf(press('"', { code: 'Digit2', shiftKey: true }))).toBe('Shift+2');
    expect(keysOf(press('0', { code: 'Digit0', ctrlKey: true }))).toBe('Mod+0');
  });

  test('a sign is named without the Shift that types it', () => {
    expect(keysOf(press('?', { code: 'Minus', shiftKey: true }))).toBe('?');
    expect(keysOf(press('+', { code: 'Equal', ctrlKey: true, shiftKey: true }))).toBe('Mod++');
    expect(keysOf(press('+', { code: 'Minus', ctrlKey: true }))).toBe('Mod++');
  });

  test('named keys keep their Shift', () => {
    expect(keysOf(press('ArrowLeft', { shiftKey: true }))).toBe('Shift+ArrowLeft');
    expect(keysOf(press(' '))).toBe('Space');
  });

  test('letters, digits and the question mark are single keys', () => {
    expect(['V', '?', '1'].every(isSingleKey)).toBe(true);
    expect(['Mod+V', 'Delete', 'Shift+1', 'Escape'].some(isSingleKey)).toBe(false);
  });

  test('key caps are named as on the machine', () => {
    expect(keyCaps('Mod+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keyCaps('Mod++', true)).toEqual(['⌘', '+']);
  });
});
