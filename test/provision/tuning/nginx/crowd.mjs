// Sends requests from one address of this machine, 40 at a time, and prints how many got which status.
// Arguments: address to come from, path, number of requests, number of sessions (0: signed out).
import { Agent, request } from 'node:http';

const [localAddress, path, count, sessions] = [process.argv[2], process.argv[3], ...process.argv.slice(4).map(Number)];
const agent = new Agent({ keepAlive: true, maxSockets: 40, localAddress });
const statuses = {};

function send(index) {
  const headers = sessions === 0 ? {} : { cookie: `teachtrack_session=session-${process.pid}-${index % sessions}` };
  return new Promise((resolve, reject) => {
    request({ host: localAddress, path, agent, headers }, (response) => {
      statuses[response.statusCode] = (statuses[response.statusCode] ?? 0) + 1;
      response.resume().on('end', resolve);
    })
      .on('error', reject)
      .end();
  });
}

await Promise.all(Array.from({ length: count }, (_, index) => send(index)));
agent.destroy();
console.log(JSON.stringify(statuses));
