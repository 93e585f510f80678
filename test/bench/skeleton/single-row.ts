import Fastify from 'fastify';
import { createPool } from 'mysql2';

/** The least that such a server does: one row by its key, as JSON. `SOCKET`, `DATABASE` (JSON of the pool's options). */
const pool = createPool({ ...JSON.parse(process.env['DATABASE'] ?? '{}'), connectionLimit: 10 }).promise();
const app = Fastify();
app.get<{ Params: { id: string } }>('/row/:id', async (request) => {
  const [rows] = await pool.query('SELECT id, status, version, owner_id, term_id FROM scheme WHERE id = ?', [
    request.params.id,
  ]);
  return (rows as object[])[0];
});
await app.listen({ path: process.env['SOCKET'] ?? '' });
process.send?.('listening');
