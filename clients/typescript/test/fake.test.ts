import { createFakeServer } from '../src/testing/index.js';
import { contract } from './contract.js';

contract('The client and the fake server', async () => {
  const server = createFakeServer();
  return {
    url: server.url,
    direct: server.url,
    transport: server.transport,
    async person(name) {
      const user = server.addUser(`${name}-${crypto.randomUUID().slice(0, 8)}`);
      return { ...user, getToken: () => server.token(user.id) };
    },
    cut: () => server.cutSockets(),
    down: () => server.stop(),
    up: () => server.start(),
    loseAnswers() {
      server.loseNextAnswer('message:send');
      return () => server.cutSockets();
    },
    close: async () => {},
  };
});
