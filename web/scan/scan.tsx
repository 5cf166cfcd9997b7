/** @jsxImportSource preact */
import { render } from 'preact';
import { ScanApp } from './scan-app.tsx';

const root = document.getElementById('app');
if (root) render(<ScanApp venueToken={decodeURIComponent(location.pathname.split('/')[2] ?? '')} />, root);
