// SPDX-License-Identifier: Apache-2.0
// Goal: Lighthouse finds nothing in the page of a discussion, in its frame and in the demo newspaper: what it can say without a
// clock is held here; its score of performance, which is made of times, is printed only.
// when: all
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { STORIES, lacks, startNewspaper } from './newspaper.mjs';
import { DESKTOP, server } from './support.mjs';

const CATEGORIES = ['accessibility', 'best-practices', 'seo'];
const SCORE_MIN = 0.98;
const PAGE_MAX = 200 * 1024; // bytes of all answers

describe('Lighthouse', { skip: lacks }, () => {
	let paper;

	before(async () => {
		paper = await startNewspaper();
	});
	after(() => paper?.stop());

	// Each page has a browser of its own: nothing is in its memory.
	async function judge(url, settings) {
		const browser = await launch({
			chromePath: DESKTOP,
			chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
		});
		try {
			return (await lighthouse(url, { port: browser.port, logLevel: 'error', ...settings })).lhr;
		} finally {
			browser.kill();
		}
	}

	const PAGES = {
		'the page of a discussion': () => `${server.url}/a/${paper.articles[0]}`,
		'the frame of a discussion': () => `${server.url}/embed/${paper.articles[0]}`,
		'the page of a discussion in Korean': () => `${server.url}/a/${paper.articles[1]}`,
		'the front page of the newspaper': () => `${paper.url}/`,
		'a story of the newspaper': () => paper.url + STORIES[0],
		'a Korean story of the newspaper, with the frame alone': () => `${paper.url}${STORIES[1]}?way=frame`,
	};

	for (const [label, address] of Object.entries(PAGES))
		it(`has nothing against ${label}`, async (t) => {
			// The frame is not for search engines on purpose: they read the page of the discussion, or the fragment.
			const { audits, categories, runtimeError } = await judge(address(), label.startsWith('the frame') ? { skipAudits: ['is-crawlable'] } : {});
			assert.equal(runtimeError?.message, undefined);
			t.diagnostic(`performance of ${label}: ${Math.round(categories.performance.score * 100)}, ${Math.round(audits['total-byte-weight'].numericValue / 1024)} KiB`);
			const low = CATEGORIES.filter((name) => categories[name].score < SCORE_MIN);
			const faults = low.flatMap((name) => categories[name].auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
				.map(({ id }) => `${name} ${categories[name].score}: ${id}: ${audits[id].explanation ?? ''} ${JSON.stringify(audits[id].details?.items?.slice(0, 3))?.slice(0, 600)}`));
			assert.deepEqual(faults, []);
			assert.deepEqual(low, []);
			assert.equal(audits['cumulative-layout-shift'].numericValue, 0);
			assert.ok(audits['total-byte-weight'].numericValue <= PAGE_MAX, audits['total-byte-weight'].displayValue);
			const asked = audits['network-requests'].details.items.map(({ url }) => url).filter((url) => /^https?:/.test(url));
			assert.deepEqual(asked.filter((url) => ![paper.url, server.url].includes(new URL(url).origin)), []);
			assert.ok(asked.length > 1);
		});
});
