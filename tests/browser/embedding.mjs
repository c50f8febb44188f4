// SPDX-License-Identifier: Apache-2.0
// Goal: the discussion inside pages of other hosts, over https: Madang on talk.news.example, a page of its own site, and
// one of another registrable domain.
//
// Browsers reach the hosts through a proxy of the test, which knows these hosts only, so a test sends nothing elsewhere.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createProxy, request } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const TALK = 'https://talk.news.example';
export const SAME_SITE = 'https://www.news.example';
export const FOREIGN = 'https://paper.test';
export const STRANGER = 'https://stranger.test'; // no origin of the site

const binary = process.env.MADANG_BINARY, config = process.env.MADANG_CONFIG;
const listen = process.env.MADANG_URL && new URL(process.env.MADANG_URL);

// The page of a newspaper. Its script notes every message that it gets.
const paper = (path) => `<!doctype html><html lang="en"><head><title>A newspaper</title></head><body><h1>A story</h1>
<iframe id="thread" title="Comments" width="700" height="900" src="${TALK}${path}"></iframe>
<script>window.heard = []; addEventListener('message', (e) => window.heard.push({ origin: e.origin, data: JSON.stringify(e.data) }));</script>
</body></html>`;

function certificate() {
	const folder = mkdtempSync(join(tmpdir(), 'madang-hosts-'));
	const names = [TALK, SAME_SITE, FOREIGN, STRANGER].map((url) => `DNS:${new URL(url).hostname}`).join(',');
	execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
		'-subj', '/CN=talk.news.example', '-addext', `subjectAltName=${names}`, '-keyout', join(folder, 'key'), '-out', join(folder, 'cert')],
		{ stdio: 'ignore' });
	const made = { key: readFileSync(join(folder, 'key')), cert: readFileSync(join(folder, 'cert')) };
	rmSync(folder, { recursive: true });
	return made;
}

// Hosts and proxy. html: the page of the newspapers, where a test has one of its own. json(path): what they answer to a POST. change(path, headers) may alter the header fields of an answer of Madang's.
export async function startHosts() {
	const hosts = { change: () => {}, requests: [], headers: {}, html: null, json: null };
	const https = createServer(certificate(), (ask, answer) => {
		const here = `https://${ask.headers.host}`;
		if (here !== TALK) {
			if (ask.method === 'POST' && hosts.json) {
				answer.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(hosts.json(ask.url)));
				return;
			}
			answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...hosts.headers });
			answer.end(hosts.html ?? paper(new URL(ask.url, here).searchParams.get('frame') ?? '/'));
			return;
		}
		hosts.requests.push({ method: ask.method, url: ask.url, headers: ask.headers });
		const upstream = request({ host: listen.hostname, port: listen.port, method: ask.method, path: ask.url, headers: ask.headers }, (from) => {
			hosts.change(ask, from.headers);
			answer.writeHead(from.statusCode, from.headers);
			from.pipe(answer);
		});
		upstream.on('error', () => answer.destroy());
		answer.on('close', () => upstream.destroy()); // a stream has no end of its own
		ask.pipe(upstream);
	});
	const open = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));
	const port = await open(https);
	const proxy = createProxy((ask, answer) => answer.writeHead(403).end());
	proxy.on('connect', (ask, socket) => {
		if (![TALK, SAME_SITE, FOREIGN, STRANGER].includes(`https://${ask.url.replace(/:443$/, '')}`)) {
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const to = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
		to.on('error', () => socket.destroy());
		socket.on('error', () => to.destroy());
		socket.pipe(to).pipe(socket);
	});
	hosts.port = await open(proxy);
	hosts.close = () => [https, proxy].forEach((server) => (server.closeAllConnections(), server.close()));
	for (const origin of [SAME_SITE, FOREIGN])
		execFileSync(binary, ['site', 'origin', 'default', origin, '-c', config]);
	return hosts;
}
