import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { EncodedFrame } from './encodedFrame.ts';
import { underlyingStream, createSocketWriter } from './socketWriter.ts';

let server: WebSocketServer;
let serverSocket: WebSocket;
let clientSocket: WebSocket;
/** Everything that the client has read, in order. */
let received: string[];

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  // A server on a TCP port has such an address.
  const { port } = server.address() as AddressInfo;
  clientSocket = new WebSocket(`ws://127.0.0.1:${port}`);
  received = [];
  clientSocket.on('message', (data: Buffer, isBinary) =>
    received.push(`${isBinary ? 'binary' : 'text'} ${data.toString()}`),
  );
  clientSocket.on('ping', (data) => received.push(`ping ${data.toString()}`));
  clientSocket.on('close', (code, reason) => received.push(`close ${code} ${reason.toString()}`));
  const opened = once(clientSocket, 'open');
  [serverSocket] = (await once(server, 'connection')) as [WebSocket];
  await opened;
});

afterEach(async () => {
  clientSocket.terminate();
  await new Promise((resolve) => server.close(resolve));
});

const write = (text: string): void => {
  createSocketWriter(serverSocket).write(new EncodedFrame(Buffer.from(text)));
};

test('frames written to the stream keep their order among those that the socket sends', async () => {
  write('one');
  serverSocket.send('two');
  write('three');
  serverSocket.ping('four');
  write('five');
  serverSocket.send(Buffer.from('six'));
  write('seven');
  serverSocket.close(1012, 'eight');
  await once(clientSocket, 'close');
  expect(received).toEqual([
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

test('the stream is found where ws keeps it', () => {
  expect(underlyingStream(serverSocket)).toBeDefined();
});

test.for([0, 1, 125, 126, 65_535, 65_536, 3_000_000])('a message of %d bytes is read whole', async (length) => {
  write('x'.repeat(length));
  serverSocket.close(1000);
  await once(clientSocket, 'close');
  expect(received).toEqual([`binary ${'x'.repeat(length)}`, 'close 1000 ']);
});
