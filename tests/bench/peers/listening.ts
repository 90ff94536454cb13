/** What every entry of a peer is told, and says, so that `world/server.ts` can start it like Brygga. */
export const port = Number(process.env['PORT'] ?? 0);
export const dataDir = process.env['DATA_DIR'] ?? '.';

export const reportListening = (on: number): void => {
  process.stdout.write(`${JSON.stringify({ msg: 'listening', port: on })}\n`);
};
