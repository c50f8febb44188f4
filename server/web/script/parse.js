// SPDX-License-Identifier: Apache-2.0
// HTML of this server becomes a document through the one policy of Trusted Types.
const policy = globalThis.trustedTypes?.createPolicy('madang', { createHTML: (html) => html });

export const parse = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, 'text/html');
