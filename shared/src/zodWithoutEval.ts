import { config } from 'zod';

/*
 * Imported first by a page whose Content-Security-Policy forbids eval: Zod would try whether it may
 * compile its checks, be refused, and leave a report of a violation with every visitor.
 */
config({ jitless: true });
