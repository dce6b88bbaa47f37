// A real OpenID Connect provider for the tests of signing in: panva's oidc-provider, which is certified, with its own
// development pages for login and consent. `node provider.js PORT CALLBACK` serves it on 127.0.0.1 until it is ended.
// An account is whatever name is typed in; its mail address is that name at harborton.invalid, verified or not.
import Provider from "oidc-provider";

const [port, callback] = process.argv.slice(2);

const claimsOf = (id) => ({
  sub: id,
  email: `${id.replace("-unverified", "")}@harborton.invalid`,
  email_verified: !id.endsWith("-unverified"),
  preferred_username: id,
});

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "tallystick", client_secret: "a secret of the tests", redirect_uris: [callback] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["preferred_username"] },
  cookies: { keys: ["a key of the tests"] },
  findAccount: (_context, id) => ({ accountId: id, claims: () => claimsOf(id) }),
  pkce: { required: () => true },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
