import { writeFile } from 'node:fs/promises';
import { rulesPage } from './rulesPage/page.ts';

await writeFile(new URL('../../shared/RULES.md', import.meta.url), rulesPage());
