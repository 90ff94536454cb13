import { config } from 'zod';

/*
 * Imported first by a page whose Content-Security-Policy forbids eval: Zod would test whether it may
 * compile its checks, and every visitor's browser would report a violation.
 */
config({ jitless: true });
