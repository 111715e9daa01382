import { scan } from './patch';

addEventListener('message', ({ data }: MessageEvent<string>) => postMessage(scan(data)));
