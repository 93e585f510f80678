import { type IncomingMessage, Server, type ServerResponse } from 'node:http';

/** The program `api` of a release that starts, calls itself healthy, and answers 500 to everything else. */
const emit = Server.prototype.emit;
Server.prototype.emit = function (this: Server, name: string | symbol, ...args: unknown[]): boolean {
  const [request, response] = args as [IncomingMessage?, ServerResponse?];
  if (name !== 'request' || response === undefined || request?.url?.startsWith('/health') === true)
    return Reflect.apply(emit, this, [name, ...args]);
  response.statusCode = 500;
  response.setHeader('content-type', 'application/problem+json');
  response.end('{"title":"Internal Server Error","status":500,"code":"internal"}');
  return true;
};

await import('../../../appliance/api.ts');
