// SPDX-License-Identifier: Apache-2.0
// Goal: the demo newspaper (deploy/demo/serve) in front of the server under test, with both demo articles and their threads.
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { freePort, server, skip } from './support.mjs';

const root = join(import.meta.dirname, '..', '..');

export const lacks = skip || (!process.env.MADANG_CONFIG && 'MADANG_CONFIG does not say which server to load the articles into');
export const STORIES = ['/velmark-leaves-the-compact', '/haenuri-night-ferry'];

function madang(...words) {
	execFileSync(process.env.MADANG_BINARY, [...words, '-c', process.env.MADANG_CONFIG], { stdio: ['ignore', 'ignore', 'inherit'] });
}

const load = (story, url) => execFileSync(join(root, 'deploy', 'demo', 'load.py'), [server.url, server.accounts.admin.username, story, url], {
	input: JSON.stringify({ admin: server.accounts.admin.password, voices: 'forty quiet lanterns' }), encoding: 'utf8' }).trim();

async function answers(address) {
	for (const end = Date.now() + 20000; Date.now() < end;)
		if (await fetch(address).then((a) => a.ok, () => false))
			return;
	assert.fail(`${address} does not answer`);
}

// {url, articles: the ids of STORIES, stop()}
export async function startNewspaper() {
	const port = freePort(), url = `http://127.0.0.1:${port}`;
	madang('site', 'origin', 'default', url); // the site of the articles that load.py makes
	const articles = ['velmark', 'haenuri'].map((story) => load(story, url));
	const paper = spawn(join(root, 'deploy', 'demo', 'serve'),
		['--port', port, '--madang', server.url, '--velmark', articles[0], '--haenuri', articles[1]], { stdio: 'inherit' });
	await answers(url);
	for (const article of articles)
		for (let good = 0, end = Date.now() + 20000; good < 20 && Date.now() < end;)
			good = (await (await fetch(`${server.url}/embed/${article}`)).headers.get('content-security-policy')).includes(url) ? good + 1 : 0;
	return { url, articles, stop: () => paper.kill() };
}
