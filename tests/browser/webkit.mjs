// SPDX-License-Identifier: Apache-2.0
// Goal: drive WebKitGTK's MiniBrowser by WebKitWebDriver (W3C WebDriver over HTTP), on an X server of its own.
//
// https://www.w3.org/TR/webdriver2/
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './support.mjs';

const DRIVER = '/usr/bin/WebKitWebDriver';
const DISPLAY = '/usr/bin/Xvfb';
const HAND = '/usr/bin/xdotool';
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'; // the key of an element in W3C WebDriver
const START_MAX = 30000; // ms

// The program of the same version of WebKitGTK, below /usr/lib/ARCHITECTURE.
function miniBrowser() {
	for (const folder of readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'))) {
		const path = join('/usr/lib', folder, 'webkit2gtk-4.1', 'MiniBrowser');
		if (existsSync(path))
			return path;
	}
	return null;
}

const missing = [[DRIVER, 'webkit2gtk-driver'], [DISPLAY, 'xvfb'], [HAND, 'xdotool']].filter(([path]) => !existsSync(path)).map(([, name]) => name);
export const absent = missing.length > 0 && `not installed: ${missing.join(', ')}`;

// Resolves to the number of the display, which Xvfb chooses and writes when it is ready.
function startDisplay(children) {
	const child = spawn(DISPLAY, ['-displayfd', '3', '-screen', '0', '1280x1400x24', '-nolisten', 'tcp', '-noreset'],
		{ stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
	children.push(child);
	return new Promise((ready, failed) => {
		child.stdio[3].once('data', (bytes) => ready(String(bytes).trim()));
		child.once('exit', (status) => failed(new Error(`Xvfb has ended with status ${status}`)));
	});
}

// One command: its value, or an error with WebDriver's code.
async function call(base, method, path, body) {
	const answer = await fetch(base + path, { method, body: body && JSON.stringify(body) });
	const { value } = await answer.json();
	if (!answer.ok)
		throw Object.assign(new Error(`${value.error}: ${value.message}`), { code: value.error });
	return value;
}

async function startDriver(children, home, display) {
	const port = freePort(), base = `http://127.0.0.1:${port}`;
	const child = spawn(DRIVER, [`--port=${port}`],
		{ stdio: 'ignore', detached: true, cwd: home, env: { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: home, DISPLAY: `:${display}`, LANG: 'C.UTF-8' } });
	children.push(child);
	for (const end = Date.now() + START_MAX; Date.now() < end && child.exitCode === null; await pause(50))
		if (await call(base, 'GET', '/status').catch(() => null))
			return base;
	throw new Error(`WebKitWebDriver does not answer (exit status ${child.exitCode})`);
}

// All requests go to the proxy, which refuses all hosts but those of the test. MiniBrowser gets it as an argument: for the
// capability sslProxy WebKit speaks TLS to the proxy itself.
const capabilities = (proxy, tracking) => ({
	acceptInsecureCerts: true,
	'webkitgtk:browserOptions': {
		binary: miniBrowser(),
		args: ['--automation', `--proxy=http://127.0.0.1:${proxy}`, ...(tracking === 'prevented' ? ['--enable-itp=true'] : [])],
	},
});

// A MiniBrowser without a past, as the commands that the stories need. tracking: 'prevented' is WebKit's Intelligent
// Tracking Prevention, which GNOME Web and Safari have on; else libsoup keeps cookies from frames of other sites, even
// those that the reader allows.
export async function start(proxy, tracking = 'prevented') {
	const home = mkdtempSync(join(tmpdir(), 'madang-webkit-')), children = [];
	const stop = async () => {
		for (const child of children.toReversed()) {
			const gone = new Promise((done) => child.once('exit', done));
			if (child.exitCode === null && child.signalCode === null) {
				child.kill('SIGTERM');
				await gone;
			}
		}
		rmSync(home, { recursive: true, force: true, maxRetries: 20 });
	};
	try {
		const display = await startDisplay(children), base = await startDriver(children, home, display);
		const { sessionId } = await call(base, 'POST', '/session', { capabilities: { alwaysMatch: capabilities(proxy, tracking) } });
		const session = `/session/${sessionId}`;
		// The driver does not scroll the page around a frame to what it clicks in there.
		await call(base, 'POST', `${session}/window/rect`, { width: 1024, height: 1300 });
		return commands((method, path, body) => call(base, method, session + path, body), async () => {
			await call(base, 'DELETE', session).catch(() => {}); // ends MiniBrowser
			await stop();
		}, display);
	} catch (error) {
		await stop();
		throw error;
	}
}

const commands = (send, close, display) => ({
	close,
	// Presses "Yes" of the bar in which MiniBrowser, whose window is 1024 wide, asks whether a frame may have its cookies.
	permit: () => execFileSync(HAND, ['mousemove', '990', '79', 'click', '1'], { env: { DISPLAY: `:${display}` } }),
	go: (url) => send('POST', '/url', { url }),
	reload: () => send('POST', '/refresh', {}),
	top: () => send('POST', '/frame', { id: null }),
	enter: (element) => send('POST', '/frame', { id: { [ELEMENT]: element } }),
	windows: () => send('GET', '/window/handles'),
	use: (handle) => send('POST', '/window', { handle }),
	find: async (css) => (await send('POST', '/element', { using: 'css selector', value: css }))[ELEMENT],
	click: (element) => send('POST', `/element/${element}/click`, {}),
	type: (element, text) => send('POST', `/element/${element}/value`, { text }),
	evaluate: (script, ...args) => send('POST', '/execute/sync', { script, args }),
});
