/** The look of the admin frame: neutral, of its own, without anyone's marks. */
export const FRAME_STYLE = `
*{box-sizing:border-box}
body{margin:0;font:14px/1.45 "Inter",system-ui,-apple-system,"Segoe UI",sans-serif;color:#2b2f36;background:#1d2430;height:100vh;display:grid;grid-template:52px 1fr/232px 1fr}
header{grid-column:1/-1;display:flex;align-items:center;gap:16px;padding:0 16px;color:#e9edf3}
.brand{display:flex;align-items:center;gap:10px;font-weight:650;letter-spacing:.01em}
.brand svg{width:24px;height:24px}
.search{flex:1;max-width:520px;margin:0 auto;background:#2b3444;border-radius:8px;padding:7px 12px;color:#9aa6b8}
.who{display:flex;align-items:center;gap:8px}
.who b{background:#5c8f7b;color:#fff;border-radius:8px;width:30px;height:30px;display:grid;place-items:center;font-size:12px}
nav{background:#e8ebf0;border-top-left-radius:12px;padding:14px 10px;overflow:auto;display:flex;flex-direction:column;gap:2px}
nav span,nav a{display:flex;align-items:center;gap:10px;padding:6px 10px;border-radius:8px;color:#414955;text-decoration:none;font-weight:500}
nav span{color:#6b7481}
nav a:hover{background:#dfe3ea}
nav h2{font-size:12px;font-weight:600;color:#6b7481;margin:16px 10px 4px}
nav svg{width:16px;height:16px;flex:none}
#app-name{font-weight:600;background:#fff;color:#22262d}
#app-links{display:flex;flex-direction:column;gap:2px;margin-left:26px}
#app-links a{padding:5px 10px;font-weight:450}
#app-links a[aria-current=page]{background:#fff;font-weight:600;color:#22262d}
nav .note{margin-top:auto;padding:10px;font-size:12px;color:#6b7481;display:block}
main{position:relative;background:#f2f3f5;border-top-right-radius:12px;overflow:hidden;display:flex;flex-direction:column}
.title{display:flex;align-items:center;gap:10px;height:44px;padding:0 18px;background:#fff;border-bottom:1px solid #e2e5ea;font-weight:600;flex:none}
.title svg{width:20px;height:20px}
iframe{border:0;width:100%;flex:1;background:#f2f3f5}
#progress{position:absolute;top:43px;left:0;height:2px;width:100%;background:linear-gradient(90deg,transparent,#5c8f7b,transparent);background-size:40% 100%;background-repeat:no-repeat;animation:run 1.1s linear infinite}
#progress[hidden],#toast[hidden],#save-bar[hidden]{display:none}
@keyframes run{from{background-position:-60% 0}to{background-position:160% 0}}
@media (prefers-reduced-motion:reduce){#progress{animation:none;background-size:100% 100%}}
#toast{position:absolute;bottom:24px;left:50%;transform:translateX(-50%);background:#22262d;color:#fff;padding:10px 18px;border-radius:10px;box-shadow:0 6px 24px #0004;max-width:80%}
#toast[data-error=true]{background:#9b2c2c}
#save-bar{position:fixed;top:6px;left:50%;transform:translateX(-50%);z-index:2;background:#2b3444;color:#fff;border-radius:10px;padding:6px 8px 6px 16px;display:flex;gap:8px;align-items:center;min-width:min(420px,calc(100vw - 16px));box-shadow:0 2px 12px #0006}
#save-bar span{flex:1;font-weight:550}
button{font:inherit;font-weight:550;border:0;border-radius:8px;padding:6px 14px;cursor:pointer}
#save-bar button,dialog button{background:#46526a;color:#fff}
#save-bar #save{background:#fff;color:#22262d}
dialog{border:0;border-radius:14px;padding:18px;width:520px;max-width:92vw;box-shadow:0 20px 60px #0005}
dialog::backdrop{background:#1119}
dialog h3{margin:0 0 10px;font-size:16px}
dialog input[type=search]{width:100%;padding:8px 10px;border:1px solid #c9ced6;border-radius:8px;font:inherit}
#picker-list{max-height:340px;overflow:auto;margin:10px 0;display:grid;gap:2px}
#picker-list label{display:flex;gap:10px;align-items:center;padding:5px;border-radius:8px}
#picker-list label:hover{background:#f2f3f5}
#picker-list img{width:36px;height:36px;border-radius:6px}
dialog footer{display:flex;justify-content:flex-end;gap:8px}
dialog button.primary{background:#2f6b54;color:#fff}
:focus-visible{outline:2px solid #3f7fd9;outline-offset:2px}
@media (max-width:760px){
body{grid-template:52px auto minmax(0,1fr)/minmax(0,1fr)}
.search,nav span,nav h2,nav .note{display:none}
nav{flex-direction:row;overflow-x:auto;border-radius:0;padding:6px 8px}
nav a{white-space:nowrap}
#app-links{flex-direction:row;margin:0}
#app-links a{padding:6px 10px}
main{border-radius:0}
}
`;
