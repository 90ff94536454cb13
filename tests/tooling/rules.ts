import { writeFile } from 'node:fs/promises';
import { rulesPage } from './rulesPage/page.ts';

await writeFile(new URL('../../shared/docs/rules.md', import.meta.url), rulesPage());
