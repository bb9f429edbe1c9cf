@echo off
rem Starts Cueline's window, with the files or the folder that are named; makes its environment in .venv first.
setlocal
set "ROOT=%~dp0.."
set "VENV=%ROOT%\.venv"
set "PYTHON=%VENV%\Scripts\python.exe"
if not exist "%PYTHON%" call :make || goto failed
fc /b "%ROOT%\pyproject.toml" "%VENV%\cueline-stamp" >nul 2>nul || call :install || goto failed
"%PYTHON%" -I -c "import cueline.gui.app" || goto failed
start "" "%VENV%\Scripts\cueline-window.exe" %*
exit /b 0

:make
set "FOUND="
for %%p in ("py -3" "python") do if not defined FOUND (
    %%~p -I -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "FOUND=%%~p"
)
if not defined FOUND (
    echo Cueline needs Python 3.11 or newer, and there is none here. Get it from python.org, and start again.
    exit /b 1
)
echo Making an environment in .venv ...
%FOUND% -I -m venv --clear "%VENV%"
exit /b

:install
echo Installing what Cueline needs; the first time that is a download of about 300 MB ...
"%PYTHON%" -I -m pip install --disable-pip-version-check --quiet --editable "%ROOT%" || exit /b 1
copy /y "%ROOT%\pyproject.toml" "%VENV%\cueline-stamp" >nul
exit /b

:failed
echo Cueline could not be started; what is above says why.
pause
exit /b 2
