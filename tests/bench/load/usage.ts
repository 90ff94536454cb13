import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** What a process has used so far, all its threads together. */
export interface Usage {
  readonly cpuMs: number;
  /** Bytes in memory that are its own or shared. */
  readonly residentBytes: number;
}

const hasProc = existsSync('/proc/self/stat');

/** How processes are measured here, for whoever reads the table. */
export const usageSource = hasProc ? '/proc (10 ms steps)' : 'ps (steps of a second on some systems)';

export const usageOf = (pid: number): Usage => (hasProc ? fromProc(pid) : fromPs(pid));

/** Linux counts in ticks of 10 ms, on all architectures that Node runs on. */
const tickMs = 10;

const fromProc = (pid: number): Usage => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the command in brackets, which may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [userTicks, systemTicks] = [Number(fields[11]), Number(fields[12])];
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { cpuMs: (userTicks + systemTicks) * tickMs, residentBytes: Number(resident) * 1024 };
};

const fromPs = (pid: number): Usage => {
  const [rss = '', time = ''] = execFileSync('ps', ['-o', 'rss=,time=', '-p', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
  const seconds = time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0);
  return { cpuMs: seconds * 1000, residentBytes: Number(rss) * 1024 };
};
