import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { clientFrame, RawSocket } from './rawSocket.ts';

let server: WebSocketServer;
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
});
afterEach(() => server.close());

const portOf = (of: WebSocketServer | Server): number => {
  const address = of.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
  return address.port;
};
const address = (port = portOf(server)) => ({ port, path: '/', headers: {} });

/** A socket that has said hello, beside what a real server has of it. */
const connect = async () => {
  const came = once(server, 'connection');
  const received: Buffer[] = [];
  const socket = new RawSocket(address(), (payload) => received.push(Buffer.from(payload)));
  const [theirs] = await came;
  await socket.opened;
  return { socket, theirs, received };
};

test.each([0, 1, 125, 126, 65_535, 65_536, 1_000_000])(
  'a frame of %i bytes is sent and received whole',
  async (length) => {
    const { socket, theirs, received } = await connect();
    const sent = Buffer.alloc(length, 7);
    const arrived = once(theirs, 'message');
    socket.send(clientFrame(sent));
    const [echo] = await arrived;
    expect(echo.equals(sent)).toBe(true);

    theirs.send(echo);
    theirs.close(4400, 'enough');
    expect(await socket.closed).toBe(4400);
    expect(received.map((each) => each.equals(sent))).toEqual([true]);
    expect(socket.closedWith).toBe('4400 enough');
  },
);

test('a ping is answered', async () => {
  const { theirs } = await connect();
  const pong = once(theirs, 'pong');
  theirs.ping('are you there');
  const [answer] = await pong;
  expect(String(answer)).toBe('are you there');
});

test('frames are read however the bytes are split', async () => {
  const frames = [
    [0x82, 3, 1, 2, 3],
    [0x82, 126, 0, 130, ...Buffer.alloc(130, 9)],
    [0x82, 1, 4],
  ];
  const writeSlowly = async (raw: Socket): Promise<void> => {
    raw.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    for (const byte of frames.flat()) {
      raw.write(Buffer.of(byte));
      await setImmediate();
    }
    raw.end();
  };
  const piecemeal = createServer((raw: Socket) => {
    raw.setNoDelay(true).on('error', () => undefined);
    raw.once('data', () => void writeSlowly(raw));
  });
  piecemeal.listen(0, '127.0.0.1');
  await once(piecemeal, 'listening');
  const received: Buffer[] = [];
  const reader = new RawSocket(address(portOf(piecemeal)), (payload) => received.push(Buffer.from(payload)));
  await reader.closed;

  expect(received).toEqual([Buffer.of(1, 2, 3), Buffer.alloc(130, 9), Buffer.of(4)]);
  piecemeal.close();
});

test('a connection that ends without a close frame is closed with 1006', async () => {
  const { socket, theirs } = await connect();
  theirs.terminate();
  expect(await socket.closed).toBe(1006);
});

test('a refused upgrade rejects', async () => {
  const refusing = createServer((raw) => raw.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
  refusing.listen(0, '127.0.0.1');
  await once(refusing, 'listening');
  const socket = new RawSocket(address(portOf(refusing)), () => undefined);
  await expect(socket.opened).rejects.toThrow(/403 Forbidden/);
  refusing.close();
});
