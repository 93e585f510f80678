import { StringDecoder } from 'node:string_decoder';
import type { Command, CommandResult } from '../model/transport.ts';
import type { Execute, Execution } from './execution.ts';

/** Gives the `run` of a transport: text instead of bytes, and complete lines as they arrive. */
export function runWith(execute: Execute): (command: Command) => Promise<CommandResult> {
  return async ({ onLine, ...command }) => {
    if (onLine === undefined) return textOf(await execute(command satisfies Execution));
    const chunks: Buffer[] = [];
    const lines = createLines(onLine);
    const onStdout = (chunk: Buffer) => {
      chunks.push(chunk);
      lines.push(chunk);
    };
    const result = await execute({ ...command, onStdout });
    lines.end();
    return textOf({ ...result, stdout: Buffer.concat(chunks) });
  };
}

function textOf(result: Awaited<ReturnType<Execute>>): CommandResult {
  return { ...result, stdout: result.stdout.toString('utf8'), stderr: result.stderr.toString('utf8') };
}

/** Cuts a stream of bytes into lines; a last line without its newline counts when the stream ends. */
export function createLines(onLine: (line: string) => void): { push(chunk: Buffer): void; end(): void } {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return {
    push(chunk) {
      const parts = (rest + decoder.write(chunk)).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) onLine(line);
    },
    end() {
      rest += decoder.end();
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
