// SPDX-License-Identifier: Apache-2.0
// Goal: a moderator's work by keys, with a record of keys, decisions, requests and times (build/NAME.json).
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const build = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'build');
const READS_MS = 150;	// nobody decides faster
const WAIT_MS = 15_000;

// Presses a key and measures in the page until another case, or none, is shown.
async function timed(page, key) {
	await page.evaluate(() => {
		const before = document.querySelector('.case.full')?.dataset.case;
		globalThis.took = new Promise((done) => {
			document.addEventListener('keydown', () => {
				const from = performance.now();
				const look = () => (document.querySelector('.case.full')?.dataset.case !== before ? done(performance.now() - from) : requestAnimationFrame(look));
				look();
			}, { once: true, capture: true });
		});
	});
	await page.keyboard.press(key);
	const took = await page.evaluate((limit) => Promise.race([globalThis.took, new Promise((done) => { setTimeout(done, limit); })]), WAIT_MS);
	if (took === undefined)
		throw new Error(`after ${key} no other case is shown: ${await page.locator('main').innerText()}`);
	return took;
}

// What a request of the page is for; loads of the page itself count as "page".
function kindOf(request) {
	const { pathname } = new URL(request.url());
	if (request.isNavigationRequest())
		return 'page';
	if (/\/(decide|renew|release|undo)$/.test(pathname))
		return pathname.replace(/.*\//, '');
	return /\/desk\/[0-9a-f-]{36}$/.test(pathname) ? 'case' : pathname.endsWith('/desk') ? 'list' : 'other';
}

const at = (sorted, share) => Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1));

// Works on the list in view until n cases are decided: R and 2 for each case of rejects(i), else A. Each case of undoes(i)
// is undone and decided again. Returns the record.
export async function work(page, n, { rejects = () => false, undoes = () => false } = {}) {
	const record = { cases: n, decisions: { approve: 0, reject: 0 }, keys: {}, requests: {} }, took = [];
	const count = (of, name) => { of[name] = (of[name] ?? 0) + 1; };
	const listen = (request) => count(record.requests, kindOf(request));
	const press = async (key, waits) => {
		count(record.keys, key);
		if (waits)
			took.push(await timed(page, key));
		else
			await page.keyboard.press(key);
	};
	page.on('request', listen);
	for (let i = 0; i < n; i++) {
		if (undoes(i)) {
			const shown = await page.locator('.case.full').getAttribute('data-case');
			await press('KeyA', true);
			await press('KeyU');
			await page.locator(`.case.full[data-case="${shown}"]`).waitFor();
			await page.locator('.toast', { hasText: 'Undone.' }).waitFor();
		}
		if (rejects(i)) {
			await press('KeyR');
			await page.locator('.reasons').waitFor();
		}
		await press(rejects(i) ? 'Digit2' : 'KeyA', true);
		record.decisions[rejects(i) ? 'reject' : 'approve']++;
		await page.waitForTimeout(READS_MS);
	}
	page.off('request', listen);
	took.sort((a, b) => a - b);
	record.milliseconds = { p50: at(took, 0.5), p95: at(took, 0.95), p99: at(took, 0.99) };
	record.pressed = Object.values(record.keys).reduce((sum, times) => sum + times, 0);
	// One key approves, two reject.
	record.besides = record.pressed - record.decisions.approve - 2 * record.decisions.reject;
	return record;
}

export function keep(name, record) {
	mkdirSync(build, { recursive: true });
	writeFileSync(join(build, `${name}.json`), JSON.stringify(record, null, '\t') + '\n');
	const { milliseconds: ms, requests } = record;
	console.log(`${name}: ${record.cases} cases, ${record.pressed} keys (${record.besides} besides the decisions), requests ${JSON.stringify(requests)}; ` +
		`key to next case p50 ${ms.p50} ms, p95 ${ms.p95} ms, p99 ${ms.p99} ms`);
}
