import '@brygga/shared/zodWithoutEval';
import './storage.ts';
import { mount } from 'svelte';
import App from './App.svelte';
import '../ui/styles/base.css';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element #app to put the application in');

export default mount(App, { target });
