import { arch, cpus, platform, totalmem } from 'node:os';
import { usageSource } from '../load/usage.ts';
import type { Peer } from '../peers/peer.ts';

/** On what and against which versions it ran: figures without it say nothing. */
export const machineLine = (peers: readonly Peer[]): string => {
  const versions = [...new Map(peers.map(({ name, version }) => [name, `${name} ${version}`])).values()];
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const cores = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${memory}, ${platform()} ${arch()}`;
  return `${cores}, Node ${process.versions.node}; ${versions.join(', ')}; CPU and memory from ${usageSource}`;
};
