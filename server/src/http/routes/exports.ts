import {
  BoardExport,
  boardSchemaPath,
  type ExportLanguage,
  ExportQuery,
  type ExportTable,
  exportTables,
  type LetterFormat,
  letterFormats,
} from '@brygga/shared/api/exports';
import { circleOfConsortium, boardCircle, type Circle, readCircle } from '@brygga/shared/document/circles';
import { CardId, WorkshopId } from '@brygga/shared/ids';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { RateLimits } from '../../auth/rateLimits.ts';
import type { Authenticate } from '../../auth/authenticate.ts';
import type { Reports } from '../../reports/reports.ts';
import { letterMediaTypes, type PrintFormat, printMediaTypes } from '../../reports/typesetter.ts';
import { type ReportMessages, reportMessages } from '../../reports/reportMessages.ts';
import type { Admissions } from '../../sync/access/admission.ts';
import { requireCircleAccess } from '../middleware/circleAccess.ts';
import { contentDisposition } from './contentDisposition.ts';
import { readQuery } from '../middleware/readInput.ts';
import { requestLanguage } from '../middleware/requestLanguage.ts';
import { ProblemError } from '../middleware/problems.ts';

export interface ExportRoutesDeps {
  readonly reports: Reports;
  readonly admissions: Pick<Admissions, 'admit'>;
  readonly rateLimits: RateLimits;
  readonly authenticate: Authenticate;
  readonly origin: string | undefined;
}

const boardSchema = (): string => JSON.stringify(z.toJSONSchema(BoardExport, { io: 'output' }), undefined, 2);

/** Nobody is given more than they may read: who may enter a circle may have what is in it. */
export const exportRoutes = ({ reports, admissions, rateLimits, authenticate, origin }: ExportRoutesDeps): Hono => {
  const app = new Hono();

  interface Asked {
    readonly workshop: WorkshopId;
    readonly circle: Circle;
    readonly words: ReportMessages;
  }

  const askedOf = async (c: Context): Promise<Asked> => {
    const person = await authenticate(c);
    if (!person) throw new ProblemError('signed-out');
    const workshop = WorkshopId.safeParse(c.req.param('id')).data;
    const query = readQuery(c, ExportQuery);
    const circle = query.circle === undefined ? boardCircle : readCircle(query.circle);
    if (!workshop || !circle) throw new ProblemError('unknown-workshop');
    await requireCircleAccess(admissions, { workshop, circle }, person);
    await rateLimits.consume('exportsByPerson', person);
    const language: ExportLanguage = query.language ?? requestLanguage(c);
    return { workshop, circle, words: reportMessages(language) };
  };

  const table = (name: ExportTable) => async (c: Context) => {
    const { workshop, words } = await askedOf(c);
    const csv = await reports.table(workshop, name, words);
    c.header('Content-Disposition', contentDisposition(`${words.message(`exports_file_${name}`)}.csv`));
    return c.body(csv, 200, { 'Content-Type': 'text/csv; charset=utf-8' });
  };
  for (const name of exportTables) app.get(`/api/workshops/:id/exports/${name}.csv`, table(name));

  app.get('/api/workshops/:id/exports/board.json', async (c) => {
    const { workshop, words } = await askedOf(c);
    const exported = await reports.board(workshop, origin ?? new URL(c.req.url).origin);
    c.header('Content-Disposition', contentDisposition(`${words.message('exports_file_board')}.json`));
    return c.json(BoardExport.parse(exported));
  });

  const brief = (format: PrintFormat) => async (c: Context) => {
    const { workshop, circle, words } = await askedOf(c);
    const card = CardId.safeParse(c.req.param('card')).data;
    const bytes = card && (await reports.brief({ workshop, circle }, card, format, words));
    if (!bytes) throw new ProblemError('unknown-brief');
    c.header('Content-Disposition', contentDisposition(`${words.message('exports_file_brief')}.${format}`));
    return c.body(bytes, 200, { 'Content-Type': printMediaTypes[format] });
  };
  app.get('/api/workshops/:id/exports/challenges/:card/brief.docx', brief('docx'));
  app.get('/api/workshops/:id/exports/challenges/:card/brief.pdf', brief('pdf'));

  const letter = (format: LetterFormat) => async (c: Context) => {
    const person = await authenticate(c);
    if (!person) throw new ProblemError('signed-out');
    const workshop = WorkshopId.safeParse(c.req.param('id')).data;
    const consortium = CardId.safeParse(c.req.param('consortium')).data;
    if (!workshop || !consortium) throw new ProblemError('unknown-workshop');
    await requireCircleAccess(admissions, { workshop, circle: circleOfConsortium(consortium) }, person);
    await rateLimits.consume('exportsByPerson', person);
    const file = await reports.letter(workshop, consortium, format);
    if (!file) throw new ProblemError('unknown-letter');
    c.header('Content-Disposition', contentDisposition(file.name));
    return c.body(file.body, 200, { 'Content-Type': letterMediaTypes[format] });
  };
  for (const format of letterFormats)
    app.get(`/api/workshops/:id/consortia/:consortium/letter.${format}`, letter(format));

  // What an export means is no secret, and is read by who has the file alone.
  const schema = boardSchema();
  app.get(boardSchemaPath, (c) => c.body(schema, 200, { 'Content-Type': 'application/schema+json' }));

  return app;
};
