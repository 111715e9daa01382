document.getElementById("root").textContent = "a stand-in for the built page, a stand-in for the built page";
