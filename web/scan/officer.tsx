/** @jsxImportSource preact */
import { render } from 'preact';
import { OfficerApp } from './officer-app.tsx';

const root = document.getElementById('app');
if (root) render(<OfficerApp />, root);
