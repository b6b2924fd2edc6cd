/**
 * What stands for `react` in the build for API 2026-07: Preact's own, as far as the source asks. @preact/compat would bring along what only React's DOM
 * has, 2 KB deflated.
 */
export { Component, Fragment } from 'preact';
export { useEffect, useState } from 'preact/hooks';
