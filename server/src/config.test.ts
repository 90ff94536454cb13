import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

describe('the environment', () => {
  test('may be empty', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: undefined,
      dataDir: './data',
      origin: undefined,
      logLevel: 'info',
    });
  });

  test('is read, and an origin loses its slash', () => {
    const env = { PORT: '0', HOST: '127.0.0.1', DATA_DIR: '/d', ORIGIN: 'https://b.example/', LOG_LEVEL: 'warn' };
    expect(readConfig(env)).toEqual({
      port: 0,
      host: '127.0.0.1',
      dataDir: '/d',
      origin: 'https://b.example',
      logLevel: 'warn',
    });
  });

  test('counts an empty variable as one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' }).port).toBe(3000);
  });

  test.each([
    [{ PORT: 'http' }, 'PORT must be a port number from 0 to 65535, but it is "http".'],
    [{ PORT: '65536' }, 'PORT must be a port number from 0 to 65535, but it is "65536".'],
    [
      { ORIGIN: 'brygga.example' },
      'ORIGIN must be an address such as https://brygga.example, but it is "brygga.example".',
    ],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, but it is "loud".',
    ],
    [
      { DATABASE_URL: 'postgres://db' },
      'DATABASE_URL is set, but this version stores in SQLite only: unset it, and use DATA_DIR.',
    ],
    [
      { REDIS_URL: 'redis://db' },
      'REDIS_URL is set, but this version stores in SQLite only: unset it, and use DATA_DIR.',
    ],
  ])('%o is refused with a sentence', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence);
  });
});
