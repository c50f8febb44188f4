// SPDX-License-Identifier: Apache-2.0
// Goal: drive Firefox ESR by Marionette, its protocol for remote control: messages "LENGTH:JSON" over TCP.
//
// A command is [0, id, name, parameters]; its answer is [1, id, error, result].
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PROGRAM = '/usr/bin/firefox-esr';
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'; // the key of an element in W3C WebDriver
const NOBODY = 65534;
const START_MAX = 30000; // ms

export const absent = !existsSync(PROGRAM) && 'firefox-esr is not installed';

// All requests go to the proxy, which refuses all hosts but those of the test.
const preferences = (proxy) => ({
	'marionette.port': 0, // any free port, which Firefox writes into its profile
	'network.proxy.type': 1, 'network.proxy.http': '127.0.0.1', 'network.proxy.http_port': proxy,
	'network.proxy.ssl': '127.0.0.1', 'network.proxy.ssl_port': proxy,
	'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false,
	'app.update.disabledForTesting': true, 'datareporting.policy.dataSubmissionEnabled': false,
	'browser.shell.checkDefaultBrowser': false, 'browser.startup.page': 0, 'remote.prefs.recommended': true,
	'network.cookie.cookieBehavior': 5, // cookies of other sites are kept apart on each site: the default
});

function profile(proxy) {
	const folder = mkdtempSync(join(tmpdir(), 'madang-firefox-'));
	writeFileSync(join(folder, 'user.js'), Object.entries(preferences(proxy))
		.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
	if (process.getuid() === 0)
		for (const path of [join(folder, 'user.js'), folder])
			chownSync(path, NOBODY, NOBODY);
	chmodSync(folder, 0o700);
	return folder;
}

// Root gives up its rights: Firefox refuses to run as root with the home of another user.
function run(folder) {
	const unprivileged = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
	return spawn(PROGRAM, ['--headless', '--marionette', '--no-remote', '--profile', folder],
		{ ...unprivileged, detached: true, stdio: 'ignore', cwd: folder, env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8' } });
}

async function portOf(folder, child) {
	const file = join(folder, 'MarionetteActivePort');
	for (const end = Date.now() + START_MAX; Date.now() < end && child.exitCode === null; await pause(50)) {
		const port = existsSync(file) && Number(readFileSync(file, 'utf8'));
		if (port)
			return port;
	}
	throw new Error(`Firefox has opened no Marionette port (exit status ${child.exitCode})`);
}

// Resolves to send(name, parameters), once Firefox has sent its greeting.
function dial(port) {
	return new Promise((ready, failed) => {
		const socket = connect(port, '127.0.0.1'), waiting = new Map();
		let bytes = Buffer.alloc(0), last = 0;
		const send = (name, parameters = {}) => new Promise((resolve, reject) => {
			const text = JSON.stringify([0, ++last, name, parameters]);
			waiting.set(last, { resolve, reject });
			socket.write(`${Buffer.byteLength(text)}:${text}`);
		});
		const receive = (message) => {
			if (!Array.isArray(message))
				return ready({ send, end: () => socket.destroy() });
			const [, id, error, result] = message, { resolve, reject } = waiting.get(id);
			waiting.delete(id);
			if (error)
				reject(Object.assign(new Error(`${error.error}: ${error.message}`), { code: error.error }));
			else
				resolve(result);
		};
		socket.on('data', (more) => {
			bytes = Buffer.concat([bytes, more]);
			for (let colon; (colon = bytes.indexOf(':')) > 0;) {
				const end = colon + 1 + Number(bytes.subarray(0, colon));
				if (bytes.length < end)
					break;
				const message = JSON.parse(bytes.subarray(colon + 1, end));
				bytes = bytes.subarray(end);
				receive(message);
			}
		});
		const lost = (error = new Error('Firefox has closed the connection')) => {
			failed(error);
			waiting.forEach(({ reject }) => reject(error));
		};
		socket.on('error', lost);
		socket.on('close', () => lost());
	});
}

// A Firefox with a profile of its own, as the commands that the stories need.
export async function start(proxy) {
	const folder = profile(proxy), child = run(folder), gone = new Promise((done) => child.on('exit', done));
	const stop = async () => {
		if (child.exitCode === null && child.signalCode === null)
			process.kill(-child.pid, 'SIGKILL');
		await gone;
		rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
	};
	try {
		const { send, end } = await dial(await portOf(folder, child));
		await send('WebDriver:NewSession', { acceptInsecureCerts: true });
		return commands(send, () => (end(), stop()));
	} catch (error) {
		await stop();
		throw error;
	}
}

const commands = (send, close) => ({
	close,
	go: (url) => send('WebDriver:Navigate', { url }),
	reload: () => send('WebDriver:Refresh'),
	top: () => send('WebDriver:SwitchToFrame', { id: null }),
	enter: (element) => send('WebDriver:SwitchToFrame', { element: element }),
	windows: () => send('WebDriver:GetWindowHandles'),
	use: (handle) => send('WebDriver:SwitchToWindow', { handle }),
	find: async (css) => (await send('WebDriver:FindElement', { using: 'css selector', value: css })).value[ELEMENT],
	click: (element) => send('WebDriver:ElementClick', { id: element }),
	type: (element, text) => send('WebDriver:ElementSendKeys', { id: element, text }),
	evaluate: async (script, ...args) => (await send('WebDriver:ExecuteScript', { script, args })).value,
});
