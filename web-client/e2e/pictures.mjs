// Pictures for the tests, drawn in the browser: no binary files in the repository.
const face = (wall, coat, skin, hair) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600"><rect width="800" height="600" fill="${wall}"/>
    <path d="M190 600c0-130 90-190 210-190s210 60 210 190z" fill="${coat}"/><circle cx="400" cy="250" r="135" fill="${skin}"/>
    <path d="M255 250c-10-130 70-180 145-180s155 50 145 180c-30-60-80-85-145-85s-115 25-145 85z" fill="${hair}"/>
    <circle cx="350" cy="255" r="12"/><circle cx="450" cy="255" r="12"/><path d="M345 310q55 45 110 0" fill="none" stroke="#20303a" stroke-width="10" stroke-linecap="round"/></svg>`;
const drawings = {
  bike: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600">
    <defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f7d9b5"/><stop offset="1" stop-color="#e9a178"/></linearGradient></defs>
    <rect width="800" height="600" fill="url(#s)"/><circle cx="610" cy="170" r="70" fill="#fff2d8"/>
    <path d="M0 430 200 330 380 420 560 300 800 420V600H0z" fill="#a7694f"/><rect y="470" width="800" height="130" fill="#6b4436"/>
    <g fill="none" stroke="#20303a" stroke-width="12" stroke-linecap="round" stroke-linejoin="round"><circle cx="270" cy="440" r="95"/><circle cx="550" cy="440" r="95"/>
    <path stroke="#0b6e5f" d="M270 440 350 290H495L400 440zM350 290 400 440M495 290 550 440M495 290 480 240H530M335 265H375"/></g></svg>`,
  sofa: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600"><rect width="800" height="600" fill="#dfe6e3"/><rect y="440" width="800" height="160" fill="#b98d63"/>
    <rect x="150" y="230" width="500" height="170" rx="40" fill="#3f6f8c"/><rect x="110" y="310" width="580" height="150" rx="36" fill="#4f86a6"/><rect x="180" y="300" width="215" height="80" rx="22" fill="#6aa3c4"/>
    <rect x="405" y="300" width="215" height="80" rx="22" fill="#6aa3c4"/><rect x="150" y="455" width="26" height="50" fill="#5b3b22"/><rect x="624" y="455" width="26" height="50" fill="#5b3b22"/>
    <circle cx="690" cy="140" r="60" fill="#f3d36b"/></svg>`,
  tomas: face('#cfe3d4', '#2f5d50', '#e8b98f', '#3b2a20'),
  nora: face('#f2d8c9', '#8c3f4d', '#c98d63', '#1f1a17'),
};

/** The bytes of a PNG. */
export async function picture(page, name) {
  const made = await page.context().newPage();
  try {
    await made.setViewportSize({ width: 800, height: 600 });
    await made.setContent(`<style>body{margin:0}</style>${drawings[name]}`);
    return await made.screenshot({ type: 'png' });
  } finally {
    await made.close();
  }
}
