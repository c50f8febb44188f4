// SPDX-License-Identifier: Apache-2.0
// A provider of OpenID Connect (oidc-provider) for the tests: node provider.mjs '{"port":…,"clients":[…],"thin":true}'
// thin: ID tokens have no claims of scopes, so that the client needs the userinfo endpoint (OpenID Connect Core 5.4).
// The form of an interaction takes login, claims (JSON), amr and acr, and signs in with consent; or refuse. POST /test/rotate makes
// new keys, and keeps all else. GET /test/counts tells how often each path was asked for.
import { createServer } from 'node:http';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Provider } from 'oidc-provider';

const { port, clients, thin = false, host = '127.0.0.1', issuer = `http://${host}:${port}` } = JSON.parse(process.argv[2]);
const accounts = new Map(), counts = {};

const KEYS = { RS256: ['rsa', { modulusLength: 2048 }], PS256: ['rsa', { modulusLength: 2048 }], ES256: ['ec', { namedCurve: 'P-256' }], EdDSA: ['ed25519'] };
const keys = () => Object.entries(KEYS).map(([alg, [type, options]]) =>
	({ ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), alg, kid: randomUUID(), use: 'sig' }));

function make() {
	const provider = new Provider(issuer, {
		clients, jwks: { keys: keys() },
		cookies: { keys: ['the cookies of the tests'] },
		claims: { openid: ['sub', 'sid'], profile: ['name'], email: ['email', 'email_verified'], groups: ['groups', 'badge'] },
		scopes: ['openid', 'profile', 'email', 'groups'],
		conformIdTokenClaims: thin,
		acrValues: ['silver', 'gold'],
		features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, userinfo: { enabled: true } },
		findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
		interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
	});
	provider.proxy = true;
	return provider;
}
let provider = make();

async function body(req) {
	let text = '';
	for await (const part of req)
		text += part;
	return new URLSearchParams(text);
}

async function finish(req, res, form) {
	if (form.has('refuse'))
		return provider.interactionFinished(req, res, { error: 'access_denied', error_description: 'The reader refused.' });
	const { params, uid } = await provider.interactionDetails(req, res), accountId = form.get('login');
	accounts.set(accountId, JSON.parse(form.get('claims') || '{}'));
	const grant = new provider.Grant({ accountId, clientId: params.client_id });
	grant.addOIDCScope(params.scope);
	const login = { accountId, remember: false, ...(form.get('amr') && { amr: form.get('amr').split(' ') }), ...(form.get('acr') && { acr: form.get('acr') }) };
	return provider.interactionFinished(req, res, { login, consent: { grantId: await grant.save() } }, { uid });
}

const page = (uid) => `<!doctype html><html lang="en"><title>Sign in</title><form method="post" action="/interaction/${uid}">
<label>Name <input name="login"></label><input type="hidden" name="claims"><button>Sign in</button><button name="refuse" value="1">Refuse</button></form></html>`;

createServer(async (req, res) => {
	const { pathname } = new URL(req.url, issuer);
	counts[pathname] = (counts[pathname] ?? 0) + 1;
	if (pathname === '/test/counts')
		return res.end(JSON.stringify(counts));
	if (pathname === '/test/rotate') {
		provider = make();
		return res.end();
	}
	if (pathname.startsWith('/interaction/')) {
		if (req.method === 'POST')
			return finish(req, res, await body(req));
		res.setHeader('Content-Type', 'text/html; charset=utf-8');
		return res.end(page(pathname.slice(13)));
	}
	return provider.callback()(req, res);
}).listen(port, host, () => console.log('ready'));
