import type { InlineConfig } from 'vite';

/** Builds pages for people, whatever this program itself runs as: vite and React go by NODE_ENV. */
export async function buildPages(config: InlineConfig): Promise<void> {
  const { build } = await import('vite');
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build({ mode: 'production', logLevel: 'silent', ...config });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}
