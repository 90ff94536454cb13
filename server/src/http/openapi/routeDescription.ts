import type { ProblemCode } from '@brygga/shared/api/problems';
import type { Reason } from '@brygga/shared/reasons';
import type { MiddlewareHandler } from 'hono';
import type { z } from 'zod';

interface ResponseDescription {
  /** Undefined where there is no body. */
  readonly mediaType?: string;
  /** Undefined where the body is a file or a text. */
  readonly schema?: z.ZodType;
}

/**
 * What a handler adds to the description of the routes that it stands in. A route is described by its
 * handlers together: each middleware names the problems that it throws, and what it reads.
 */
export interface RouteDescription {
  readonly summary?: string;
  readonly needsSession?: true;
  readonly problems?: readonly ProblemCode[];
  readonly query?: z.ZodObject;
  /** A header that has to be sent. */
  readonly header?: string;
  readonly body?: {
    readonly mediaType: string;
    readonly schema?: z.ZodType;
    readonly required: boolean;
  };
  /** By status. */
  readonly responses?: Readonly<Record<number, ResponseDescription>>;
  /** A command's reasons, which are problem codes too, by the status that they are answered with. */
  readonly reasons?: Readonly<Record<number, readonly Reason[]>>;
  /** One operation for each value of a path parameter, instead of one for all. */
  readonly variants?: {
    readonly parameter: string;
    readonly descriptions: ReadonlyMap<string, RouteDescription>;
  };
}

const descriptions = new WeakMap<object, RouteDescription>();

/** Describes a handler; `openapiDocument` finds the description by the handler in the app's routes. */
export const withDescription = <Handler extends object>(handler: Handler, description: RouteDescription): Handler => {
  descriptions.set(handler, description);
  return handler;
};

export const descriptionOf = (handler: object): RouteDescription | undefined => descriptions.get(handler);

/** Stands first in each route: what it does, and what its last handler throws or reads by itself. */
export const describeRoute = (
  summary: string,
  description: Omit<RouteDescription, 'summary'> = {},
): MiddlewareHandler => withDescription((_c, next) => next(), { summary, ...description });
