// A stand-in of Kakao as a process of its own. Told `{ from, people }`, whoever comes is the next of so many people.
import { fakeKakao, kakaoConsole } from "../testkit/dist/social/kakao.js";

const fake = await fakeKakao();
// Without an id_token, whose keys are another matter: who it is says the profile.
fake.console = { ...kakaoConsole, isOidcOn: false };
fake.autoApprove = true;
let next = 0;
let people = Number.POSITIVE_INFINITY;
Object.defineProperty(fake.person, "subject", { get: () => String(1_000_000 + (next++ % people)) });
Object.assign(fake.person, { email: undefined, phone: undefined });

process.on("message", ({ from = next, people: given = Number.POSITIVE_INFINITY }) => {
  next = from;
  people = given;
  // It keeps what it has heard, for tests.
  fake.requests.length = 0;
  const { restApiKey: clientId, clientSecret, adminKey, appId } = kakaoConsole;
  const config = { clientId, clientSecret, adminKey, appId: String(appId), endpoints: fake.endpoints };
  process.send({ result: { config, loopback: fake.loopback } });
});
process.send({ ready: true });
