// One load on two servers: pairs of users, plain messages without receipts, at a steady rate. Prints send -> received and
// send -> acknowledged in ms, and what was lost, doubled or out of order. See docs/performance.md for the commands.
//   node compare.mjs --url http://127.0.0.1:8080 --users-file users.json --users 200 --rate 1000 --seconds 30
// --skip N leaves the first N people of the file out: those of an earlier run are sent what they have not confirmed.
//   node compare.mjs --url http://127.0.0.1:3100 --peer --users 200 --rate 1000 --seconds 30
import { readFileSync } from "node:fs";
import { io } from "socket.io-client";

const options = { users: 200, rate: 1000, seconds: 30, warmup: 10, size: 100, skip: 0 };
for (let i = 2; i < process.argv.length; i++) {
  const name = process.argv[i].replace("--", "");
  options[name] = name === "peer" ? true : process.argv[++i];
}
const [users, rate, seconds, warmup, size] =
  ["users", "rate", "seconds", "warmup", "size"].map((name) => Number(options[name]));
const people = options.peer
  ? Array.from({ length: users }, (_, i) => ({ id: `user-${i}`, token: `user-${i}` }))
  : JSON.parse(readFileSync(options["users-file"])).slice(Number(options.skip), Number(options.skip) + users);
const now = () => Number(process.hrtime.bigint()) / 1e6;
const sentAt = [];
const received = [];
const acknowledged = [];
const lastOfPair = [];
let doubled = 0, disordered = 0, refused = 0, measuredFrom = 0;

const filler = "bicicleta azul casi nueva, recogida en el centro por la tarde ".repeat(200);
const content = (n) => `${letters(n)} ${filler}`.slice(0, size);
// Numbers as letters, and back: digits could be taken for contact details.
const letters = (n) => String(n).replace(/\d/g, (digit) => "abcdefghij"[digit]);
const index = (text) => Number(text.split(" ", 1)[0].replace(/[a-j]/g, (letter) => "abcdefghij".indexOf(letter)));

const sockets = people.map((person, i) => {
  const socket = io(options.url, { transports: ["websocket"], auth: { token: person.token }, reconnection: true, forceNew: true });
  socket.on("connect_error", (error) => console.error("connect_error", error.message));
  if (i % 2 === 1) {
    socket.on("message:receive", (message) => {
      const n = index(message.content);
      if (!(sentAt[n] >= 0)) return; // Of a former run, missed until now.
      if (!Number.isInteger(n)) return; // Of an earlier run, delivered as missed.
      if (received[n] !== undefined) { doubled++; return; }
      received[n] = now() - sentAt[n];
      if (n < (lastOfPair[i] ?? -1)) disordered++;
      lastOfPair[i] = n;
    });
  }
  return socket;
});
await Promise.all(sockets.map((socket) => new Promise((done) => (socket.connected ? done() : socket.once("connect", done)))));
await new Promise((done) => setTimeout(done, 3000));

const total = rate * (warmup + seconds);
const began = now();
await new Promise((done) => {
  let next = 0;
  const timer = setInterval(() => {
    const due = Math.min(total, Math.floor(((now() - began) / 1000) * rate));
    for (; next < due; next++) {
      const n = next, pair = n % (users >> 1);
      sentAt[n] = now();
      sockets[2 * pair].emit("message:send",
        { to: people[2 * pair + 1].id, content: content(n), type: "text" },
        (answer) => { if (answer?.ok === false || answer?.error) refused++; else acknowledged[n] = now() - sentAt[n]; });
    }
    if (next === total) { clearInterval(timer); done(); }
  }, 2);
});
measuredFrom = rate * warmup;
const deadline = now() + 15_000;
while (now() < deadline && received.filter((each) => each !== undefined).length + refused < total)
  await new Promise((done) => setTimeout(done, 200));

const figures = (values) => {
  const sorted = values.slice(measuredFrom).filter((each) => each !== undefined).sort((a, b) => a - b);
  const at = (share) => sorted.length ? Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1)) : null;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
};
console.log(JSON.stringify({ server: options.peer ? "peer" : "livemarket", rate, sent: total,
  acknowledged: acknowledged.filter((each) => each !== undefined).length, refused,
  received: received.filter((each) => each !== undefined).length, doubled, disordered,
  receive: figures(received), ack: figures(acknowledged), generatorCpuSeconds: Number((process.cpuUsage().user / 1e6).toFixed(1)) }));
process.exit(0);
