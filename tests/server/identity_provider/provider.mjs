// An OpenID provider on this machine that signs in whoever it was told last: GET /as?sub=…&email=…&verified=…
// Its first line says where it listens.
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const [returnAddress, secret] = process.argv.slice(2);
let who = { sub: 'nobody' };

const jwk = (kind, options, kid, alg) => ({
  ...generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig',
});
const client = (client_id, id_token_signed_response_alg) => ({
  client_id, client_secret: secret, redirect_uris: [returnAddress], grant_types: ['authorization_code'],
  response_types: ['code'], id_token_signed_response_alg,
});

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [client('xanh', 'RS256'), client('xanh-ec', 'ES256')],
    jwks: {
      keys: [jwk('rsa', { modulusLength: 2048 }, 'r1', 'RS256'), jwk('ec', { namedCurve: 'P-256' }, 'e1', 'ES256')],
    },
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, accountId) => ({
      accountId, claims: async () => ({ sub: accountId, email: who.email, email_verified: who.verified }),
    }),
  });
  const answer = provider.callback();

  // Signs in and agrees without asking.
  const interact = async (req, res) => {
    const { prompt, params, session, grantId } = await provider.interactionDetails(req, res);
    if (prompt.name === 'login')
      return provider.interactionFinished(req, res, { login: { accountId: who.sub } }, { mergeWithLastSubmission: false });
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope('openid email');
    return provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
  };

  server.on('request', (req, res) => {
    const url = new URL(req.url, issuer);
    if (url.pathname === '/as') {
      const said = url.searchParams;
      who = { sub: said.get('sub'), email: said.get('email') ?? undefined, verified: said.get('verified') === 'yes' };
      return res.end('{}');
    }
    if (url.pathname.startsWith('/interaction/'))
      return interact(req, res).catch((error) => { res.statusCode = 500; res.end(String(error)); });
    return answer(req, res);
  });
  console.log(issuer);
});
