import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { EncodedFrame } from './encodedFrame.ts';
import { underlyingStream, createSocketWriter } from './socketWriter.ts';

let server: WebSocketServer;
let here: WebSocket;
let there: WebSocket;
/** What the client's end has read, in order. */
let came: string[];

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  // A server on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  there = new WebSocket(`ws://127.0.0.1:${port}`);
  came = [];
  there.on('message', (data: Buffer, isBinary) => came.push(`${isBinary ? 'binary' : 'text'} ${data.toString()}`));
  there.on('ping', (data) => came.push(`ping ${data.toString()}`));
  there.on('close', (code, reason) => came.push(`close ${code} ${reason.toString()}`));
  const opened = once(there, 'open');
  [here] = (await once(server, 'connection')) as [WebSocket];
  await opened;
});

afterEach(async () => {
  there.terminate();
  await new Promise((resolve) => server.close(resolve));
});

const write = (text: string): void => {
  createSocketWriter(here).write(new EncodedFrame(Buffer.from(text)));
};

test('what is written below a socket keeps its place among what the socket sends by itself', async () => {
  write('one');
  here.send('two');
  write('three');
  here.ping('four');
  write('five');
  here.send(Buffer.from('six'));
  write('seven');
  here.close(1012, 'eight');
  await once(there, 'close');
  expect(came).toEqual([
    'binary one',
    'text two',
    'binary three',
    'ping four',
    'binary five',
    'binary six',
    'binary seven',
    'close 1012 eight',
  ]);
});

test('ws still has the stream where it is looked for', () => {
  expect(underlyingStream(here)).toBeDefined();
});

test.for([0, 1, 125, 126, 65_535, 65_536, 3_000_000])('a message of %d bytes is read whole', async (length) => {
  write('x'.repeat(length));
  here.close(1000);
  await once(there, 'close');
  expect(came).toEqual([`binary ${'x'.repeat(length)}`, 'close 1000 ']);
});
