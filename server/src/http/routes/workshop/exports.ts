import {
  BoardExport,
  boardSchemaPath,
  ExportQuery,
  type ExportTable,
  exportTables,
  type LetterFormat,
  letterFormats,
} from '@brygga/shared/api/exports';
import { circleOfConsortium } from '@brygga/shared/document/circles';
import { CardId } from '@brygga/shared/ids';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { ownOrigin } from '../../../auth/httpOrigin.ts';
import { type ReportMessages, reportMessages } from '../../../reports/reportMessages.ts';
import type { Reports } from '../../../reports/reports.ts';
import { letterMediaTypes, type PrintFormat, printMediaTypes } from '../../../reports/typesetter.ts';
import { describeRoute } from '../../openapi/routeDescription.ts';
import { ProblemError } from '../../middleware/problems.ts';
import { requestLanguage } from '../../middleware/requestLanguage.ts';
import { contentDisposition, responds, respondsWithFile } from '../../middleware/responses.ts';
import type { RouteMiddleware } from '../../middleware/routeMiddleware.ts';
import { params, parseParam, query } from '../../middleware/validation.ts';

export interface ExportRoutesDeps {
  readonly reports: Reports;
  readonly origin: string | undefined;
}

export const exportRoutes = (
  { reports, origin }: ExportRoutesDeps,
  { requireSession, requireCircle, requireQueryCircle, limitByPerson }: RouteMiddleware,
): Hono => {
  const app = new Hono();
  const limitExports = limitByPerson('exportsByPerson');

  const addTable = (table: ExportTable) =>
    app.get(
      `/api/workshops/:id/exports/${table}.csv`,
      describeRoute(`The board's ${table} as a table; by the language, cells are delimited as its spreadsheets expect`),
      respondsWithFile('text/csv; charset=utf-8'),
      requireSession,
      query(ExportQuery),
      requireQueryCircle,
      limitExports,
      async (c) => {
        const messages = messagesFor(c, c.req.valid('query'));
        const csv = await reports.table(c.var.workshop, table, messages);
        return c.var.sendFile(`${messages.message(`exports_file_${table}`)}.csv`, csv);
      },
    );
  for (const table of exportTables) addTable(table);

  app.get(
    '/api/workshops/:id/exports/board.json',
    describeRoute('The whole board as data, as everybody in the workshop sees it'),
    responds(BoardExport),
    requireSession,
    query(ExportQuery),
    requireQueryCircle,
    limitExports,
    async (c) => {
      const messages = messagesFor(c, c.req.valid('query'));
      const board = await reports.board(c.var.workshop, ownOrigin(c, origin));
      c.header('Content-Disposition', contentDisposition(`${messages.message('exports_file_board')}.json`));
      return c.var.respond(board);
    },
  );

  const addBrief = (format: PrintFormat) =>
    app.get(
      `/api/workshops/:id/exports/challenges/:card/brief.${format}`,
      describeRoute('A challenge’s brief, typeset; with a circle, a draft that lies there', {
        problems: ['unavailable'],
      }),
      respondsWithFile(printMediaTypes[format]),
      requireSession,
      query(ExportQuery),
      requireQueryCircle,
      limitExports,
      params({ card: CardId }, 'unknown-brief'),
      async (c) => {
        const { workshop, circle } = c.var;
        const messages = messagesFor(c, c.req.valid('query'));
        const bytes = await reports.brief({ workshop, circle }, c.req.valid('param').card, format, messages);
        if (!bytes) throw new ProblemError('unknown-brief');
        return c.var.sendFile(`${messages.message('exports_file_brief')}.${format}`, bytes);
      },
    );
  addBrief('docx');
  addBrief('pdf');

  const addLetter = (format: LetterFormat) =>
    app.get(
      `/api/workshops/:id/consortia/:consortium/letter.${format}`,
      describeRoute(
        'A consortium’s letter of intent, for the people of its members; the Markdown is the text that is confirmed',
        { problems: ['unknown-letter', 'unavailable'] },
      ),
      respondsWithFile(letterMediaTypes[format]),
      requireSession,
      requireCircle((c) => circleOfConsortium(parseParam(c, 'consortium', CardId, 'unknown-workshop'))),
      limitExports,
      async (c) => {
        const file = await reports.letter(c.var.workshop, c.var.circle.id, format);
        if (!file) throw new ProblemError('unknown-letter');
        return c.var.sendFile(file.name, file.body);
      },
    );
  for (const format of letterFormats) addLetter(format);

  // Whoever has the file reads its schema, signed in or not.
  const schema = JSON.stringify(z.toJSONSchema(BoardExport, { io: 'output' }), undefined, 2);
  app.get(
    boardSchemaPath,
    describeRoute('What an exported board holds, as a JSON Schema', {
      responses: { 200: { mediaType: 'application/schema+json' } },
    }),
    (c) => c.body(schema, 200, { 'Content-Type': 'application/schema+json' }),
  );

  return app;
};

const messagesFor = (c: Context, { language }: z.output<typeof ExportQuery>): ReportMessages =>
  reportMessages(language ?? requestLanguage(c));
