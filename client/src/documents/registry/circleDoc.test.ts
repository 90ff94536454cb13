import { expect, test, vi } from 'vitest';
import { CircleDoc } from './circleDoc.ts';

test('a listener that throws is reported, and silences no other', () => {
  const reported = vi.fn();
  vi.stubGlobal('reportError', reported);
  const doc = new CircleDoc();
  const heard: string[] = [];
  const failure = new Error('the store is closing');
  doc.on('update', () => {
    throw failure;
  });
  doc.on('update', () => heard.push('connection'));
  doc.once('update', () => heard.push('once'));

  doc.getText('text').insert(0, 'a');
  doc.getText('text').insert(1, 'b');

  expect(heard).toEqual(['connection', 'once', 'connection']);
  expect(reported.mock.calls).toEqual([[failure], [failure]]);
  vi.unstubAllGlobals();
});
