<?php
// SPDX-License-Identifier: Apache-2.0
// Shows the discussion of a WordPress post below its text. Copy this file to wp-content/mu-plugins/madang.php and set both names.
const MADANG_URL = 'https://talk.news.example';
const MADANG_SITE = 'courier';

// Priority 20 is after wpautop, which would put paragraphs around the element.
add_filter('the_content', function ($content) {
	if (!is_singular('post'))
		return $content;
	$key = get_the_ID();
	$page = MADANG_URL . '/embed?key=' . $key . '&amp;site=' . MADANG_SITE;
	return $content . '<script async src="' . MADANG_URL . '/embed.js"></script>' . "\n"
		. '<madang-thread key="' . $key . '" site="' . MADANG_SITE . '"><p><a href="' . $page . '">Read the discussion</a></p></madang-thread>' . "\n";
}, 20);
