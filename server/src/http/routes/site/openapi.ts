import type { Hono } from 'hono';
import { openapiDocument } from '../../openapi/openapiDocument.ts';
import { describeRoute } from '../../openapi/routeDescription.ts';

/** Adds `GET /openapi.json`, which describes the routes that the app has by then. */
export const addOpenapiRoute = (app: Hono): void => {
  app.get('/openapi.json', describeRoute('This page', { responses: { 200: { mediaType: 'application/json' } } }), (c) =>
    c.body(document, 200, { 'Content-Type': 'application/json' }),
  );
  const document = JSON.stringify(openapiDocument(app.routes));
};
