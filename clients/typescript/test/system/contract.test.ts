import { network } from '../../src/transport.js';
import { contract } from '../contract.js';
import { register } from './people.js';
import { Proxy } from './proxy.js';

const url = process.env.LIVEMARKET_URL;
if (!url) throw new Error('LIVEMARKET_URL has to be the address of a running system.');

contract('The client and the real server', async () => {
  const proxy = await Proxy.before(url);
  return {
    url: proxy.url,
    direct: url,
    transport: network,
    person: (name) => register(url, name),
    cut: () => proxy.cut(),
    down: () => proxy.down(),
    up: () => proxy.up(),
    loseAnswers() {
      proxy.swallow();
      return () => proxy.cut();
    },
    close: () => proxy.close(),
  };
});
