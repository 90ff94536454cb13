import { arch, cpus, platform, totalmem } from 'node:os';
import { usageSource } from '../load/usage.ts';
import { type Peer, peerNames } from '../peers/peer.ts';

/** On what and against which versions it ran: figures without it say nothing. */
export const machineLine = (peers: readonly Peer[]): string => {
  // Variants of one are not told apart here.
  const versions = peerNames.flatMap((name) => {
    const peer = peers.find((each) => each.name === name);
    return peer ? [`${name} ${peer.version}`] : [];
  });
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const cores = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${memory}, ${platform()} ${arch()}`;
  return `${cores}, Node ${process.versions.node}; ${versions.join(', ')}; CPU and memory from ${usageSource}`;
};
